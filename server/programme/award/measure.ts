/** How much of a basket counts for a rule, before caps and budgets. */

import { apportion, exact, mulDivFloor } from '../../platform/exact.ts'
import type { Basket, BasketLine } from '../award.ts'
import type { ReadyProgramme, ReadyRule } from './compile.ts'
import type { Weighing } from './multiply.ts'

export type Measured = { weights: readonly number[]; weighing: Weighing } & (
  | { mode: 'steps'; counted: number }
  | { mode: 'whole'; amount: number; spread: 'lines' | 'purchase' }
)

/** The lines that can earn at all, aligned with the basket; null where one can't. */
export type Earning = readonly (BasketLine | null)[]

/** What is given away counts as nothing: the tenth coffee, free, brings no stamp. */
export function earningLines({ document, excluded }: ReadyProgramme, basket: Basket): Earning | null {
  let some = false
  const lines = basket.lines.map((line) => {
    if (line.kind === 'gift_card' || line.kind === 'store_credit' || line.earningMinor === 0) return null
    if (line.kind === 'fee' && !document.earnOn.fees) return null
    if (excluded?.(line)) return null
    some ||= line.earningMinor > 0
    return line
  })
  return some ? lines : null
}

/** null: nothing in the basket is what the rule asks for. */
export function measure(ready: ReadyRule, lines: Earning, weighing: Weighing): Measured | null {
  if (ready.rule.kind === 'amount') return measureAmount(ready, lines, weighing)
  const goods = lines.map((line) =>
    line && line.kind === 'goods' && line.earningMinor > 0 && ready.matches(line) ? line : null,
  )
  if (goods.every((line) => line === null)) return null
  return ready.rule.kind === 'visit'
    ? measureVisit(ready.rule.give, goods, weighing)
    : measureProducts(ready.rule, goods, weighing)
}

/** A line below zero (a discount of its own) lowers what the others count, in proportion. */
function measureAmount({ matches }: ReadyRule, lines: Earning, weighing: Weighing): Measured | null {
  let counted = 0
  let raised = 0
  const weights = lines.map((line) => {
    if (!line || !matches(line)) return 0
    const weighted = line.earningMinor * weighing.percentOf(line)
    counted += weighted
    if (weighted <= 0) return 0
    raised += weighted
    return weighted
  })
  exact(raised, 'What a purchase counts')
  return counted > 0 ? { mode: 'steps', counted, weights, weighing } : null
}

function measureVisit(give: number, goods: Earning, weighing: Weighing): Measured {
  const weights = goods.map((line) => line?.earningMinor ?? 0)
  let percent = 100
  for (const line of goods) if (line) percent = Math.max(percent, weighing.percentOf(line))
  return { mode: 'whole', amount: mulDivFloor(give, percent, 100), weights, spread: 'purchase', weighing }
}

/** Two halves on two lines are one whole: quantities are added up before they are cut into units. */
function measureProducts(
  { give, perQuantityMilli }: { give: number; perQuantityMilli: number },
  goods: Earning,
  weighing: Weighing,
): Measured | null {
  const quantities = goods.map((line) => Math.max(0, line?.quantityMilli ?? 0))
  const all = exact(
    quantities.reduce((sum, quantity) => sum + quantity, 0),
    'The quantity of a purchase',
  )
  const units = apportion(Math.floor(all / perQuantityMilli), quantities)
  const weights = units.map((count, index) => {
    const line = goods[index]
    return line ? count * weighing.percentOf(line) : 0
  })
  const weighted = exact(
    weights.reduce((sum, weight) => sum + weight, 0),
    'The quantity of a purchase',
  )
  const amount = mulDivFloor(weighted, give, 100)
  return amount > 0 ? { mode: 'whole', amount, weights, spread: 'lines', weighing } : null
}
