import { createContext, useContext, useMemo } from 'react'
import { formatMoney } from '../../server/platform/money.ts'
import { dayAt, sayDay, sayDayOfYear, sayMonth, sayNear, sayTime, sayWeekday } from './dates.ts'
import type { Language } from './messages.ts'
import { numberIn, percentIn } from './numbers.ts'
import { useWords } from './words.tsx'

/** Whose money and whose clock a screen speaks of. */
export interface ShopHere {
  currency: string
  timeZone: string
}

export const ShopContext = createContext<ShopHere>({ currency: 'EUR', timeZone: 'UTC' })

/** How a screen writes money, numbers, days and times, for its reader and its shop. */
export interface Formats {
  /** The shop's today, `2026-11-25`. */
  today: string
  money(amountMinor: number, currency?: string): string
  number(value: number, decimals?: number): string
  percent(share: number, decimals?: number): string
  /** `12 Dec`; with the year where it is not this one. Takes a day or a moment. */
  day(when: string): string
  /** `today`, `Friday`, `12 Dec`. */
  near(when: string): string
  /** `Fri 08:12` for what is near, else the day. */
  moment(when: string): string
  time(moment: string): string
  dayOfYear(month: number, day: number): string
  month(month: string, withYear?: boolean): string
  /** Monday is 0. */
  weekday(weekday: number): string
}

export function formatsFor(language: Language, { currency, timeZone }: ShopHere): Formats {
  const today = dayAt(new Date(), timeZone)
  const dayOf = (when: string) => (when.length > 10 ? dayAt(when, timeZone) : when)
  return {
    today,
    money: (amountMinor, other = currency) => formatMoney(amountMinor, other, language),
    number: (value, decimals) => numberIn(language, value, decimals),
    percent: (share, decimals) => percentIn(language, share, decimals),
    day: (when) => sayDay(language, dayOf(when), today),
    near: (when) => sayNear(language, dayOf(when), today),
    moment(when) {
      const day = dayOf(when)
      const said = sayNear(language, day, today)
      return said === sayDay(language, day, today) ? said : `${said} ${sayTime(when, timeZone)}`
    },
    time: (moment) => sayTime(moment, timeZone),
    dayOfYear: (month, day) => sayDayOfYear(language, month, day),
    month: (month, withYear) => sayMonth(language, month, withYear),
    weekday: (weekday) => sayWeekday(language, weekday),
  }
}

export function useFormats(): Formats {
  const { language } = useWords()
  const shop = useContext(ShopContext)
  return useMemo(() => formatsFor(language, shop), [language, shop])
}
