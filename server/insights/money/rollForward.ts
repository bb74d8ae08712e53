/**
 * What the shop owes its customers in one unit, month by month, as an accountant rolls it forward: opening, what came
 * and went, closing. What always holds: each month's closing is the next one's opening, and the last closing is what the
 * accounts of all holders hold (balance, pending and held for redemptions).
 */
export interface Moved {
  /** YYYY-MM, by shop days. */
  month: string
  reason: string
  /** To holders, from them, between two of them (a merge), or between the shop's own accounts: a return of what had expired. */
  side: 'in' | 'out' | 'between' | 'own'
  amount: number
  /** How much of it was entered after its month was over. */
  late: number
}

export const movements = ['granted', 'takenBack', 'redeemed', 'expired', 'adjusted'] as const
export type Movement = (typeof movements)[number]

/** All but `adjusted` are told as they are called: what was taken back, redeemed or expired lessens what is owed. */
export interface MonthOwed extends Record<Movement, number> {
  month: string
  opening: number
  closing: number
  /** By how much entries that came after the month was over changed its closing: a file brought in, a till without network. */
  enteredLate: number
}

const kinds: Readonly<Record<string, Movement>> = {
  ...{ purchase: 'granted', joining: 'granted', gift: 'granted', sale: 'granted', import: 'granted' },
  ...{ return: 'takenBack', expiry: 'expired' },
  ...{ redemption: 'redeemed', payment: 'redeemed', restore: 'redeemed', refund: 'redeemed' },
}
const signs: Readonly<Record<Movement, 1 | -1>> = {
  ...{ granted: 1, takenBack: -1, redeemed: -1, expired: -1, adjusted: 1 },
}

/** Every month from `since` to `until`, and those before and after that anything moved in. */
export function rollForward(
  moved: readonly Moved[],
  { since, until }: { since?: string | undefined; until: string },
): MonthOwed[] {
  const sums = new Map<string, Record<Movement, number> & { late: number }>()
  for (const one of moved) add(sums, one)
  const named = [...sums.keys(), since ?? until, until].sort()
  const last = named.at(-1)!
  const months: MonthOwed[] = []
  let opening = 0
  for (let month = named[0]!; month <= last; month = monthAfter(month)) {
    const { late, ...sum } = sums.get(month) ?? nothing()
    const closing = movements.reduce((owed, kind) => owed + signs[kind] * sum[kind], opening)
    months.push({ month, opening, ...sum, closing, enteredLate: late })
    opening = closing
  }
  return months
}

function add(
  sums: Map<string, Record<Movement, number> & { late: number }>,
  { month, reason, side, amount, late }: Moved,
) {
  if (side === 'between') return
  const sum = sums.get(month) ?? nothing()
  sums.set(month, sum)
  const kind = kinds[reason] ?? 'adjusted'
  if (side === 'own') {
    // Taken back when it had expired already: it is no longer breakage, and nobody's balance changes.
    sum.expired -= amount
    sum[kind] -= signs[kind] * amount
    return
  }
  const sign = side === 'in' ? 1 : -1
  sum[kind] += signs[kind] * sign * amount
  sum.late += sign * late
}

const nothing = () => ({ granted: 0, takenBack: 0, redeemed: 0, expired: 0, adjusted: 0, late: 0 })

export function monthAfter(month: string): string {
  return Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString()
}

/** What so many points are worth. */
export interface Rate {
  points: number
  minor: number
}

/** The same in money: a month's movements at the worth in force at its end, and what a change of worth did to the opening. */
export interface MonthMoney extends Record<Movement, number> {
  worth: Rate
  opening: number
  revalued: number
  closing: number
}

export function worthOf(points: number, { points: per, minor }: Rate): number {
  return Math.round((points * minor) / per) || 0
}

/**
 * In minor units. A movement is the difference of two rounded running sums, so that parts always sum to the closing to the
 * last unit; none is further than one from its own rounded worth. null where a point had no worth.
 */
export function inMoney(
  months: readonly MonthOwed[],
  rateAt: (month: string) => Rate | null,
): (MonthMoney | null)[] {
  let before: number | null = 0
  return months.map((one) => {
    const worth = rateAt(one.month)
    if (!worth) {
      before = null
      return null
    }
    let points = one.opening
    let sum = worthOf(points, worth)
    const opening: number = before ?? sum
    const money: MonthMoney = { worth, opening, revalued: sum - opening, ...nothingMoved(), closing: 0 }
    for (const kind of movements) {
      points += signs[kind] * one[kind]
      const now = worthOf(points, worth)
      money[kind] = signs[kind] * (now - sum) || 0
      sum = now
    }
    money.closing = sum
    before = sum
    return money
  })
}

const nothingMoved = () => ({ granted: 0, takenBack: 0, redeemed: 0, expired: 0, adjusted: 0 })
