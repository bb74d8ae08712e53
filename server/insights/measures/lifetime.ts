/**
 * What a customer is worth over her time: LTV = S × C × P × T, the average ticket times purchases a month times the share
 * of margin times the months she stays. A rule of thumb over all customers (the models say it for each of them), and
 * good for one thing: seeing which factor is worth working on.
 */
export interface Factors {
  /** S: what a purchase comes to on average. */
  ticketMinor: number
  /** C: purchases a month, of a customer while she is one. */
  purchasesPerMonth: number
  /** P: what is left of 1 of sales. */
  margin: number
  /** T: how many months she stays one. */
  months: number
}

export interface Ltv extends Factors {
  ltvMinor: number
  /** What 10 % more of each factor alone brings for one customer, and for all of them. */
  levers: { factor: keyof Factors; gainMinor: number; gainAllMinor: number }[]
}

export function ltv(factors: Factors, customers: number, lift = 0.1): Ltv {
  const ltvMinor = worthOf(factors)
  const levers = (['ticketMinor', 'purchasesPerMonth', 'margin', 'months'] as const).map((factor) => {
    const gainMinor = worthOf({ ...factors, [factor]: factors[factor] * (1 + lift) }) - ltvMinor
    return { factor, gainMinor, gainAllMinor: gainMinor * customers }
  })
  return { ...factors, ltvMinor, levers }
}

function worthOf({ ticketMinor, purchasesPerMonth, margin, months }: Factors): number {
  return ticketMinor * purchasesPerMonth * margin * months
}

/** What one customer did over her time with us. */
export interface Span {
  purchases: number
  moneyMinor: number
  firstDay: string
  lastDay: string
}

const DAYS_PER_MONTH = 365.25 / 12

/**
 * The factors as the books have them. C counts months from each customer's first purchase to the day of reckoning, at
 * least one, so that nobody who bought once yesterday buys thirty times a month. T is the mean time from the first
 * purchase to the last of those who have gone quiet (`quietDays` without a purchase); who still comes is not over yet, so
 * where few have gone it is a lower bound, which is said.
 */
export function factorsOf(
  spans: Iterable<Span>,
  { at, margin, quietDays }: { at: string; margin: number; quietDays: number },
): Factors & { customers: number; gone: number } {
  const today = dayNumber(at)
  const sums = { purchases: 0, money: 0, months: 0, customers: 0, gone: 0, goneMonths: 0 }
  for (const { purchases, moneyMinor, firstDay, lastDay } of spans) {
    if (purchases <= 0) continue
    const [first, last] = [dayNumber(firstDay), dayNumber(lastDay)]
    sums.customers += 1
    sums.purchases += purchases
    sums.money += moneyMinor
    sums.months += Math.max(1, (last - first) / DAYS_PER_MONTH)
    if (today - last <= quietDays) continue
    sums.gone += 1
    sums.goneMonths += Math.max(1, (last - first) / DAYS_PER_MONTH)
  }
  const { purchases, money, months, customers, gone, goneMonths } = sums
  return {
    ticketMinor: purchases > 0 ? money / purchases : 0,
    purchasesPerMonth: months > 0 ? purchases / months : 0,
    margin,
    months: gone > 0 ? goneMonths / gone : customers > 0 ? months / customers : 0,
    customers,
    gone,
  }
}

/** Days since 1970. */
export function dayNumber(day: string): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / 86_400_000
}
