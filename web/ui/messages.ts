/**
 * Messages in ICU syntax (`{name}`, `{count, plural, one {# stamp} other {# stamps}}`) and how one is said. Nothing
 * here touches a screen: the server and the card may say by it, too.
 */
import { type Formatters, IntlMessageFormat } from 'intl-messageformat'
import { numberIn } from './numbers.ts'

export const languages = ['en', 'hu', 'hy', 'mn'] as const
export type Language = (typeof languages)[number]
export type Params = Readonly<Record<string, string | number>>

// Looking up what the browser knows of a locale took a quarter of a page's time to speak, and is not used: numbers and
// plurals are ours.
const english = new Intl.Locale('en')
IntlMessageFormat.resolveLocale = () => english

interface Ready {
  format: IntlMessageFormat
  /** The params that decide a plural or a choice. */
  decides: ReadonlySet<string>
}
const ready = new Map<string, Ready>()

/** Says a message with its params. Numbers come grouped as the language writes them. */
export function sayIn(language: Language, message: string, params: Params = {}, pseudo = false): string {
  if (!message.includes('{') && !message.includes("'")) return pseudo ? stretched(message) : message
  const key = `${language}:${message}`
  const known = ready.get(key) ?? readyFor(language, message)
  ready.set(key, known)
  const shown: Record<string, string | number> = {}
  // A number that decides a plural must stay one: `#` writes it.
  for (const [name, value] of Object.entries(params))
    shown[name] = typeof value === 'number' && !known.decides.has(name) ? numberIn(language, value) : value
  // What is put in may end in a full stop of its own, as Hungarian days do: a sentence ends in one.
  const said = String(known.format.format(shown)).replace(/(?<!\.)\.\.(?=\s|$)/g, '.')
  return pseudo ? stretched(said) : said
}

function readyFor(language: Language, message: string): Ready {
  return {
    format: new IntlMessageFormat(message, language, undefined, { formatters: formattersOf(language) }),
    decides: new Set([...message.matchAll(/\{\s*(\w+)\s*,/g)].map(([, name]) => name!)),
  }
}

/** In place of the browser's, which knows no Armenian or Mongolian and would take the reader's system instead. */
function formattersOf(language: Language): Formatters {
  const plural = { select: (count: number) => (Math.abs(count) === 1 ? 'one' : 'other') }
  return {
    getNumberFormat: () => ({ format: (value: number) => numberIn(language, value) }) as Intl.NumberFormat,
    getDateTimeFormat: (...args) => new Intl.DateTimeFormat(...args),
    getPluralRules: () => plural as Intl.PluralRules,
  }
}

const accents: Readonly<Record<string, string>> = {
  ...{ a: 'á', e: 'é', i: 'í', o: 'ő', u: 'ű', y: 'ý', c: 'č', n: 'ñ', s: 'š', A: 'Á', E: 'É', O: 'Ő' },
}

/** A sentence as long as Armenian or Mongolian may make it (140 %), in letters that show where a word was forgotten. */
function stretched(said: string): string {
  const accented = said.replace(/[a-zA-Z]/g, (letter) => accents[letter] ?? letter)
  return `[${accented}${'·~'.repeat(Math.ceil(said.length / 5))}]`
}
