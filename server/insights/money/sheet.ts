import { decimalsOf } from '../../platform/money.ts'
import type { Cell } from '../../platform/sheet.ts'
import type { programmeMoney } from '../now/programmeMoney.ts'
import { type MonthMoney, type MonthOwed, movements } from './rollForward.ts'

const flows = ['opening', ...movements, 'closing'] as const
const head = [
  ...['month', 'unit', 'opening', 'granted', 'taken_back', 'redeemed', 'expired', 'adjusted', 'closing'],
  ...['entered_late', 'currency', 'point_worth', 'money_opening', 'money_revalued', 'money_granted'],
  ...['money_taken_back', 'money_redeemed', 'money_expired', 'money_adjusted', 'money_closing'],
  ...['deferred_opening', 'deferred_new', 'deferred_earned', 'deferred_closing'],
]

/** The accountant's sheet: a row a month and unit. Money in whole units of its currency, as a till prints it. */
export async function* moneySheet(
  said: Awaited<ReturnType<typeof programmeMoney>>,
): AsyncGenerator<readonly Cell[]> {
  yield head
  const inUnits = (minor: number, currency: string) => minor / 10 ** decimalsOf(currency)
  const { currency } = said
  for (const { money, deferred, ...owed } of said.months) {
    const whole = (minor: number) => inUnits(minor, currency)
    const left = deferred && [
      deferred.openingMinor,
      deferred.deferredMinor,
      deferred.earnedMinor,
      deferred.closingMinor,
    ]
    yield [
      ...[owed.month, 'points', ...counts(owed, Number), currency],
      money && inUnits(money.worth.minor, currency) / money.worth.points,
      ...moneyOf(money, whole),
      ...(left?.map(whole) ?? [null, null, null, null]),
    ]
  }
  for (const { unit, months } of said.money) {
    const its = unit.slice('money:'.length)
    for (const { money, ...owed } of months) {
      const whole = (minor: number) => inUnits(minor, its)
      yield [
        ...[owed.month, unit, ...counts(owed, whole), its, null],
        ...[...moneyOf(money, whole), null, null, null, null],
      ]
    }
  }
}

const counts = (owed: MonthOwed, shown: (value: number) => number) =>
  [...flows.map((name) => owed[name]), owed.enteredLate].map(shown)

function moneyOf(money: MonthMoney | null, whole: (minor: number) => number): Cell[] {
  if (!money) return Array.from({ length: flows.length + 1 }, () => null)
  const [opening, ...rest] = flows.map((name) => whole(money[name]))
  return [opening!, whole(money.revalued), ...rest]
}
