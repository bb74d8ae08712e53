import type { CustomerRow, Filter, Listed, Question, Said } from '../../api/customers.ts'
import { daysBetween } from '../../ui/dates.ts'
import type { Formats } from '../../ui/format.ts'
import type { Language, Say } from '../../ui/words.tsx'
import type { PeopleWord } from './words/words.ts'

export type SayPeople = Say<PeopleWord>

/** A text of the owner's in the reader's language, else in one that there is; in the plural where it has two forms. */
export function inWords(text: Said | string | null | undefined, language: Language): string {
  if (!text) return ''
  const said = typeof text === 'string' ? text : (text[language] ?? text.en ?? Object.values(text)[0] ?? '')
  return said.split('|').at(-1)!
}

/** One sentence about a customer in a list. */
export function sentenceOf(row: CustomerRow, say: SayPeople, formats: Formats): string {
  const { purchases, lastDay, usualGapDays, joinedAt } = row
  if (purchases === 0 || lastDay === null) {
    return joinedAt ? say('row.joined', { day: formats.near(joinedAt) }) : say('row.known')
  }
  const last = formats.near(lastDay)
  if (usualGapDays === null) return say('row.bought', { count: purchases, day: last })
  if (row.slipping) {
    return say('row.slipping', { days: usualGapDays, now: daysBetween(lastDay, formats.today) })
  }
  return say('row.every', { days: usualGapDays, day: last })
}

/** How many days until a birthday; null when it is not known. */
export function daysToBirthday(birthday: string | null, today: string): number | null {
  const parts = birthday && /(\d{2})-(\d{2})$/.exec(birthday)
  if (!parts) return null
  const year = Number(today.slice(0, 4))
  const ahead = [year, year + 1].map((y) => daysBetween(today, dayIn(y, parts[1]!, parts[2]!)))
  return ahead.find((days) => days >= 0) ?? null
}

/** 29 February is kept on the 28th in other years. */
export function dayIn(year: number, month: string, day: string): string {
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
  return `${year}-${month}-${month === '02' && day === '29' && !leap ? '28' : day}`
}

/** A day of life as people say it. */
export function sayLifeDay(day: string, formats: Formats): string {
  const parts = /^(\d{4}-|--)(\d{2})-(\d{2})$/.exec(day)
  if (!parts) return day
  return day.startsWith('--') ? formats.dayOfYear(Number(parts[2]), Number(parts[3])) : formats.day(day)
}

export interface Named {
  tiers: Map<string, string>
  questions: readonly Question[]
  language: Language
}

/** What a chip says of one field of a filter. */
export function chipOf(
  field: keyof Filter,
  filter: Listed,
  say: SayPeople,
  { formats, named }: { formats: Formats; named: Named },
): string {
  const value = filter[field]
  const none = (text: string) => (text === 'none' ? say('filter.none') : text)
  switch (field) {
    case 'tier':
      return say('chip.tier', { what: filter.tier!.map((id) => named.tiers.get(id) ?? none(id)).join(', ') })
    case 'source':
      return say('chip.source', { what: filter.source!.map(none).join(', ') })
    case 'language':
      return say('chip.language', {
        what: filter.language!.map((tag) => (tag === 'none' ? none(tag) : languageName(tag, say))).join(', '),
      })
    case 'answer':
      return filter.answer!.map((said) => sayAnswer(said, say, named)).join(', ')
    case 'spentMin':
    case 'spentMax':
      return say(`chip.${field}`, { what: formats.money(Number(value)) })
    case 'lastFrom':
    case 'lastUntil':
    case 'joinedFrom':
    case 'joinedUntil':
      return say(`chip.${field}`, { what: formats.day(String(value)) })
    case 'purchasesMin':
    case 'purchasesMax':
    case 'pointsMin':
    case 'pointsMax':
      return say(`chip.${field}`, { what: Number(value) })
    case 'birthMonth':
      return say('chip.birthMonth', { what: formats.month(`2000-${String(value).padStart(2, '0')}`) })
    case 'birthdayWithin':
      return say('chip.birthdayWithin', { count: Number(value) })
    case 'consent':
      return say('chip.consent', { what: consentName(String(value), say) })
    case 'reach':
      return say(`reach.${filter.reach!}`)
    default:
      return say('chip.duplicates')
  }
}

/** A purpose and channel by words where they are ours, else as they were written down. */
export function consentName(consent: string, say: SayPeople): string {
  const [purpose = '', channel = ''] = consent.split(':')
  return `${purposeName(purpose, say)} (${channelName(channel, say)})`
}

const purposes = new Set(['news', 'marketing', 'birthday', 'offers', 'card', 'surveys'])
export function purposeName(purpose: string, say: SayPeople): string {
  return purposes.has(purpose) ? say(`purpose.${purpose as 'news'}`) : purpose
}

export const channels = [
  ...(['email', 'sms', 'call', 'whatsapp', 'telegram', 'messenger', 'push', 'inbox', 'letter'] as const),
]
export function channelName(channel: string, say: SayPeople): string {
  return channels.includes(channel as 'email') ? say(`channel.${channel as 'email'}`) : channel
}

export function languageName(tag: string, say: SayPeople): string {
  const ours = tag.slice(0, 2)
  return ['en', 'hu', 'hy', 'mn'].includes(ours) ? say(`language.${ours as 'en'}`) : tag
}

function sayAnswer(said: string, say: SayPeople, { questions, language }: Named): string {
  const at = said.indexOf('=')
  const [key, value] = [said.slice(0, at), said.slice(at + 1)]
  const question = questions.find((one) => one.key === key)
  const label = question ? inWords(question.labels, language) : key
  if (value === '') return say('chip.answered', { what: label })
  return `${label}: ${sayValue(value, question, say, language)}`
}

/** An answer to an own question. */
export function sayValue(
  value: string | number | boolean,
  question: Question | undefined,
  say: SayPeople,
  language: Language,
): string {
  if (question?.type === 'choice') {
    return inWords(question.choices.find(({ key }) => key === value)?.labels, language) || String(value)
  }
  if (question?.type === 'boolean') return say(String(value) === 'true' ? 'yes' : 'no')
  return String(value)
}
