/**
 * The programme's sentences in four languages. A sentence travels as a key with params and becomes words only where
 * somebody reads it.
 *
 * How a param is shown follows from its name: `…Minor` is money in the currency of the business, `…Date` a day,
 * `lastDay` a day of the year, `weekdays` ISO weekdays ("2,4"). A param whose value is one of the small keys
 * (`word.`, `because.`, …) is said in its place.
 */
import { formatMoney } from '../platform/money.ts'
import type { Saying } from './award.ts'
import type { LocalText } from './document.ts'
import { en } from './texts/en.ts'
import { hu } from './texts/hu.ts'
import { hy } from './texts/hy.ts'
import { mn } from './texts/mn.ts'

export type TextKey = keyof typeof en
export type Texts = Record<TextKey, string>
export type Language = 'en' | 'hu' | 'hy' | 'mn'

export const texts: Record<Language, Texts> = { en, hu, hy, mn }

/** Only these may stand inside another sentence, so that a product called "only.what" stays a product. */
const nested = /^(word|because|reason|window|why\.carried)(\.|$)/

export type Listener = {
  currency: string
  /** What this programme calls its points and stamps, in place of the plain words. */
  words?: { point?: LocalText | undefined; stamp?: LocalText | undefined } | undefined
}

export function say(language: Language, { key, params }: Saying, listener: Listener): string {
  if (!isKey(key)) throw new Error(`No text for ${key}.`)
  const said = fill(language, texts[language][key], params, listener)
  return said.charAt(0).toLocaleUpperCase(language) + said.slice(1)
}

/** A piece of a sentence; `param` names what of the programme it says, so that a screen can let it be changed. */
export type Piece = { text: string; param?: string }

/** A sentence in pieces: joined they are what `say` says. */
export function sayInPieces(language: Language, { key, params }: Saying, listener: Listener): Piece[] {
  if (!isKey(key)) throw new Error(`No text for ${key}.`)
  const pieces = texts[language][key].split(/(\{[^}]+\})/).flatMap((template): Piece[] => {
    const text = fill(language, template, params, listener)
    if (text === '') return []
    const [, param] = /^\{(\w+)/.exec(template) ?? []
    return [param === undefined ? { text } : { text, param }]
  })
  const first = pieces[0]
  if (first) first.text = first.text.charAt(0).toLocaleUpperCase(language) + first.text.slice(1)
  return pieces
}

function isKey(key: string): key is TextKey {
  return Object.hasOwn(en, key)
}

function fill(language: Language, template: string, params: Saying['params'], listener: Listener): string {
  const value = (name: string) => (Object.hasOwn(params, name) ? params[name] : undefined)
  const words = (name: string) => word(language, value(name) ?? name, params, listener)
  return template.replace(/\{([A-Za-z]+)(?:\*([A-Za-z.]+))?\}/g, (_, name: string, counted?: string) => {
    const shown = value(name)
    if (counted === undefined) return shown === undefined ? '' : show(language, name, shown, params, listener)
    const number = Number(shown)
    const [one, many = one] = words(counted).split('|')
    return `${numberOf(language, number)}\u00a0${number === 1 ? one : many}`
  })
}

function show(
  language: Language,
  name: string,
  value: string | number,
  params: Saying['params'],
  listener: Listener,
): string {
  if (typeof value === 'number') {
    // A remainder may hold a fraction of a minor unit; showing it rounded up would promise too much.
    return name.endsWith('Minor')
      ? formatMoney(Math.floor(value), listener.currency, language)
      : numberOf(language, value)
  }
  if (name.endsWith('Date')) return dayOf(language, value, { dateStyle: 'long' })
  if (name === 'lastDay') return dayOf(language, `2024-${value}`, { month: 'long', day: 'numeric' })
  if (name === 'weekdays') return weekdays(language, value)
  return word(language, value, params, listener).split('|').at(-1)!
}

function word(
  language: Language,
  value: string | number,
  params: Saying['params'],
  listener: Listener,
): string {
  const key = String(value)
  if (key === 'word.point' && listener.words?.point) return inLanguage(listener.words.point, language)
  if (key === 'word.stamp' && listener.words?.stamp) return inLanguage(listener.words.stamp, language)
  return nested.test(key) && isKey(key) ? fill(language, texts[language][key], params, listener) : key
}

/** A text in the reader's language, else in English, else in the first there is. */
export function inLanguage(local: LocalText, language: Language): string {
  if (typeof local === 'string') return local
  return local[language] ?? local.en ?? Object.values(local)[0] ?? ''
}

function numberOf(language: Language, value: number): string {
  let format = numberFormats.get(language)
  if (!format) {
    format = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
    numberFormats.set(language, format)
  }
  return format.format(value)
}

// Making a format costs more than all the rest of a sentence, and every grant at the till says one.
const numberFormats = new Map<string, Intl.NumberFormat>()

function dayOf(language: Language, iso: string, options: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
  return format.format(new Date(`${iso}T00:00:00Z`))
}

function weekdays(language: Language, list: string): string {
  // 1 January 2024 was a Monday.
  const names = list.split(',').map((day) => dayOf(language, `2024-01-0${day}`, { weekday: 'long' }))
  return new Intl.ListFormat(language).format(names)
}
