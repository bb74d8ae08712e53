import type { Language } from './messages.ts'

/**
 * Days and times as a shop says them: the day first or the year first as the language has it, 24 hours, near days by
 * name. The month names of Armenian and Mongolian are written out, as browsers come without them.
 */

interface Names {
  months: string[]
  weekdays: string[]
  near: { today: string; yesterday: string; tomorrow: string }
  day(month: string, day: number): string
  withYear(month: string, day: number, year: number): string
  monthYear(month: string, year: number): string
}

const names: Record<Language, Names> = {
  en: {
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    near: { today: 'today', yesterday: 'yesterday', tomorrow: 'tomorrow' },
    day: (month, day) => `${day} ${month}`,
    withYear: (month, day, year) => `${day} ${month} ${year}`,
    monthYear: (month, year) => `${month} ${year}`,
  },
  hu: {
    months: [
      ...['jan.', 'febr.', 'márc.', 'ápr.', 'máj.', 'jún.'],
      ...['júl.', 'aug.', 'szept.', 'okt.', 'nov.', 'dec.'],
    ],
    weekdays: ['hétfő', 'kedd', 'szerda', 'csütörtök', 'péntek', 'szombat', 'vasárnap'],
    near: { today: 'ma', yesterday: 'tegnap', tomorrow: 'holnap' },
    day: (month, day) => `${month} ${day}.`,
    withYear: (month, day, year) => `${year}. ${month} ${day}.`,
    monthYear: (month, year) => `${year}. ${month}`,
  },
  hy: {
    months: ['հնվ', 'փտվ', 'մրտ', 'ապր', 'մյս', 'հնս', 'հլս', 'օգս', 'սեպ', 'հոկ', 'նոյ', 'դեկ'],
    weekdays: ['երկուշաբթի', 'երեքշաբթի', 'չորեքշաբթի', 'հինգշաբթի', 'ուրբաթ', 'շաբաթ', 'կիրակի'],
    near: { today: 'այսօր', yesterday: 'երեկ', tomorrow: 'վաղը' },
    day: (month, day) => `${day} ${month}`,
    withYear: (month, day, year) => `${day} ${month}, ${year} թ.`,
    monthYear: (month, year) => `${month} ${year}`,
  },
  mn: {
    months: Array.from({ length: 12 }, (_, month) => `${month + 1}-р сар`),
    weekdays: ['даваа', 'мягмар', 'лхагва', 'пүрэв', 'баасан', 'бямба', 'ням'],
    near: { today: 'өнөөдөр', yesterday: 'өчигдөр', tomorrow: 'маргааш' },
    day: (month, day) => `${month}ын ${day}`,
    withYear: (month, day, year) => `${year} оны ${month}ын ${day}`,
    monthYear: (month, year) => `${year} оны ${month}`,
  },
}

const DAY_MS = 86_400_000

/** `2026-11-25` of a moment, where the shop stands. */
export function dayAt(moment: string | Date, timeZone: string): string {
  const parts = partsOf(new Date(moment), timeZone)
  return `${parts.year}-${parts.month}-${parts.day}`
}

/** `12 Dec`, `dec. 12.`; with the year where it is not this one. */
export function sayDay(language: Language, day: string, today?: string): string {
  const [year, month, date] = day.slice(0, 10).split('-').map(Number) as [number, number, number]
  const said = names[language]
  const name = said.months[month - 1]!
  return today !== undefined && today.slice(0, 4) === day.slice(0, 4)
    ? said.day(name, date)
    : said.withYear(name, date, year)
}

/** `today`, `yesterday`, `Friday` within six days around, else the day. */
export function sayNear(language: Language, day: string, today: string): string {
  const apart = daysBetween(today, day)
  const { near, weekdays } = names[language]
  if (apart === 0) return near.today
  if (apart === -1) return near.yesterday
  if (apart === 1) return near.tomorrow
  if (Math.abs(apart) <= 6) return weekdays[weekdayOf(day)]!
  return sayDay(language, day, today)
}

/** A day of every year: a birthday, a name day. */
export function sayDayOfYear(language: Language, month: number, day: number): string {
  const said = names[language]
  return said.day(said.months[month - 1]!, day)
}

/** `Nov`, or `Nov 2026` when the year is wanted. */
export function sayMonth(language: Language, month: string, withYear = false): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  const said = names[language]
  const name = said.months[number - 1]!
  return withYear ? said.monthYear(name, year) : name
}

/** Monday is 0. */
export function sayWeekday(language: Language, weekday: number): string {
  return names[language].weekdays[weekday]!
}

/** `08:12`. */
export function sayTime(moment: string | Date, timeZone: string): string {
  const { hour, minute } = partsOf(new Date(moment), timeZone)
  return `${hour}:${minute}`
}

/** Whole days from one day to another; negative when the other lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / DAY_MS)
}

/** The day so many days later, or earlier. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day.slice(0, 10)) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Monday is 0. */
function weekdayOf(day: string): number {
  return (new Date(`${day.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function partsOf(moment: Date, timeZone: string): Record<string, string> {
  let clock = clocks.get(timeZone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
      hourCycle: 'h23',
    })
    clocks.set(timeZone, clock)
  }
  return Object.fromEntries(clock.formatToParts(moment).map(({ type, value }) => [type, value]))
}
