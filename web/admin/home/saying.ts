import type { Reason, Today, ToThinkOf } from '../../api/today.ts'
import type { Formats } from '../../ui/format.ts'
import type { Language } from '../../ui/messages.ts'
import type { Say } from '../../ui/words.tsx'
import type { words } from './words/words.ts'

type SayHere = Say<keyof (typeof words)['en']>

/** The groups of the list, in their order, each with the reasons that it holds. */
export const groups = [
  { name: 'slipping', reasons: ['slipping'] },
  { name: 'thank', reasons: ['thank'] },
  { name: 'congratulate', reasons: ['birthday', 'name_day'] },
  { name: 'hand_over', reasons: ['waiting', 'expiring'] },
] as const satisfies { name: string; reasons: Reason[] }[]

/** Why she is in the list, as a sentence. */
export function whyOf(one: ToThinkOf, say: SayHere, formats: Formats, language: Language): string {
  switch (one.reason) {
    case 'slipping':
      return say('why.slipping', { gap: Math.max(1, Math.round(one.gapDays ?? 0)), away: one.awayDays ?? 0 })
    case 'thank': {
      const amount = formats.money(one.totalMinor ?? 0)
      return one.bought ? say('why.thank', { bought: one.bought, amount }) : amount
    }
    case 'birthday':
      return one.turns
        ? say('why.birthday_turns', { day: formats.near(one.day!), turns: one.turns })
        : say('why.birthday', { day: formats.near(one.day!) })
    case 'name_day':
      return say('why.name_day', { day: formats.near(one.day!) })
    case 'waiting': {
      const reward = one.reward?.[language] ?? Object.values(one.reward ?? {})[0] ?? ''
      return say('why.waiting', { reward, until: formats.moment(one.until!) })
    }
    case 'expiring':
      return say('why.expiring', { count: one.points ?? 0, day: formats.near(one.expiresAt!) })
  }
}

/** What stands at the right of a row: what she is worth, who served her. */
export function besideOf(one: ToThinkOf, say: SayHere, formats: Formats): string {
  if (one.reason === 'slipping' && one.yearlyMinor)
    return say('a_year', { amount: formats.money(one.yearlyMinor) })
  if (one.reason === 'thank' && one.servedBy) return say('served', { name: one.servedBy })
  if (one.reason === 'waiting' && one.more) return say('and_more', { count: one.more })
  return ''
}

/** Yesterday as a sentence, beside what such a day usually brings. */
export function yesterdayOf({ yesterday }: Today, say: SayHere, formats: Formats): string {
  if (!yesterday) return ''
  if (yesterday.purchases === 0) return say('yesterday.none')
  const weekday = formats.weekday((new Date(`${yesterday.day}T00:00:00Z`).getUTCDay() + 6) % 7)
  const came = say('yesterday.came', {
    people: yesterday.people,
    known: yesterday.known,
    sales: formats.money(yesterday.salesMinor),
  })
  if (!yesterday.against) return came
  const usual = formats.money(yesterday.usualMinor!)
  return `${came} ${say(`yesterday.${yesterday.against}`, { weekday, usual })}`
}
