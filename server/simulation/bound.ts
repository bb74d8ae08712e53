import type { Cap, ProgrammeDocument } from '../programme/programme.ts'
import type { Sums } from './sums.ts'

const PART = 0.99
/** A cap that hardly ever binds bounds nothing. */
const WORTH_IT = 1.5

/**
 * A cap a month that would have bounded what one customer may cost: what 99 of 100 customers with points in a month stay
 * below, rounded up to two digits. null where nobody stands out, or there are no points.
 */
export function boundBy(
  document: ProgrammeDocument,
  sums: Sums,
): { cap: Cap; document: ProgrammeDocument } | null {
  if (!document.points || sums.monthly.count === 0) return null
  const max = roundedUp(sums.monthly.quantile(PART))
  if (sums.monthly.quantile(1) < max * WORTH_IT) return null
  const cap: Cap = { id: freeId(document), per: 'month', target: 'points', max }
  return { cap, document: { ...document, caps: [...document.caps, cap] } }
}

/** How many of 100 months of customers with points would never meet a cap. */
const PARTS = [0.99, 0.95, 0.9] as const

/** Caps a month from loose to tight: each with the share of customers' months that stay below it. The first is played, too. */
export function capsFor(
  document: ProgrammeDocument,
  sums: Sums,
): { per: 'month'; max: number; below: number }[] {
  if (!boundBy(document, sums)) return []
  const caps: { per: 'month'; max: number; below: number }[] = []
  for (const below of PARTS) {
    const max = roundedUp(sums.monthly.quantile(below))
    if (caps.every((cap) => cap.max > max)) caps.push({ per: 'month', max, below })
  }
  return caps
}

function roundedUp(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1)
  return Math.ceil(value / unit) * unit
}

function freeId({ caps }: ProgrammeDocument): string {
  const taken = new Set(caps.map(({ id }) => id))
  let id = 'month'
  for (let n = 2; taken.has(id); n += 1) id = `month-${n}`
  return id
}
