import { createContext, useContext } from 'react'
import { formatMoney } from '../../server/platform/money.ts'
import { dayAt, sayDay, sayNear, sayTime } from '../ui/dates.ts'
import type { Language } from '../ui/messages.ts'
import { numberIn, percentIn } from '../ui/numbers.ts'
import { type Params, sayMessage } from './say.ts'
import type { en } from './words/en.ts'

export type Word = keyof typeof en
export type Say = (word: Word, params?: Params) => string

/** How the card speaks: the words of one language, which is all that is loaded, and how it writes numbers and days. */
export interface Speech {
  language: Language
  say: Say
  number(value: number): string
  /** `12.5%` of 12.5. */
  percent(value: number): string
  money(amountMinor: number, currency: string): string
  /** `12 Dec` of a day or a moment; `today`, `Friday` where it is near. */
  near(when: string): string
  day(when: string): string
  moment(when: string): string
  /** `1 stamp`, `5 beans`: with the shop's own word where it has one. */
  count(kind: 'points' | 'stamps', amount: number, words: { one: string; many: string } | null): string
}

export function speechOf(language: Language, words: Record<Word, string>, timeZone: string): Speech {
  const number = (value: number) => numberIn(language, value)
  const say: Say = (word, params = {}) => sayMessage(words[word], params, number)
  const today = () => dayAt(new Date(), timeZone)
  const dayOf = (when: string) => (when.length > 10 ? dayAt(when, timeZone) : when)
  const near = (when: string) => sayNear(language, dayOf(when), today())
  return {
    ...{ language, say, number, near },
    percent: (value) => percentIn(language, value / 100),
    money: (amountMinor, currency) => formatMoney(amountMinor, currency, language),
    day: (when) => sayDay(language, dayOf(when), today()),
    moment: (when) => `${near(when)} ${sayTime(when, timeZone)}`,
    count: (kind, amount, own) =>
      own
        ? `${number(amount)}\u00a0${Math.abs(amount) === 1 ? own.one : own.many}`
        : say(kind, { n: amount }),
  }
}

export const Spoken = createContext<Speech | undefined>(undefined)

export function useSpeech(): Speech {
  const speech = useContext(Spoken)
  if (!speech) throw new Error('no language around this')
  return speech
}

/** Only the language that is spoken is loaded; the page has begun to fetch it already. */
export async function wordsOf(language: Language): Promise<Record<Word, string>> {
  switch (language) {
    case 'hu':
      return (await import('./words/hu.ts')).hu
    case 'hy':
      return (await import('./words/hy.ts')).hy
    case 'mn':
      return (await import('./words/mn.ts')).mn
    default:
      return (await import('./words/en.ts')).en
  }
}
