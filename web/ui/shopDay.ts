import { dayAt, sayTime } from './dates.ts'

/** The moment at which a day begins where the shop stands. */
export function startOfDay(day: string, timeZone: string): string {
  const wanted = Date.parse(day)
  let at = wanted
  // Twice: the first guess may lie on the other side of a change of clocks.
  for (let round = 0; round < 2; round += 1) {
    const here = new Date(at)
    at -= Date.parse(`${dayAt(here, timeZone)}T${sayTime(here, timeZone)}Z`) - wanted
  }
  return new Date(at).toISOString()
}

/** The first moment after a day: what is good until that day, included, is good until then. */
export function endOfDay(day: string, timeZone: string): string {
  return startOfDay(new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10), timeZone)
}

/** The last day on which something is good that ends at a moment. */
export function lastDayBefore(moment: string, timeZone: string): string {
  return dayAt(new Date(Date.parse(moment) - 1), timeZone)
}
