import { createHash } from 'node:crypto'
import type { CardState } from '../card/card.ts'
import type { Look } from '../looks/looks.ts'
import { type Language, languages } from '../platform/refusals.ts'
import { words } from './words.ts'

/** One thing that a pass says. `now` is told on the locked screen when the value changed; `%@` is the value. */
export interface Said {
  key: string
  label: string
  value: string | number
  now?: string
}

/** Where it stands: beside the logo, large on the picture, in the rows below, on the back. */
export interface Places {
  header: Said[]
  primary: Said[]
  secondary: Said[]
  auxiliary: Said[]
  back: Said[]
}

/** Everything that a wallet shows of a card, in every language; the same places in each. */
export interface Content {
  business: string
  look: Pick<Look, 'fill' | 'on' | 'stamp' | 'logo'>
  /** The language that it is in where a phone speaks none of ours. */
  language: Language
  places: Record<Language, Places>
  descriptions: Record<Language, string>
  /** The card as it was printed: it identifies and collects, and can't spend. null on a closed card. */
  code: { text: string; shown: string } | null
  stamps: { has: number; size: number } | null
  points: { balance: number; share: number | null } | null
  voided: boolean
}

type State = Pick<
  CardState,
  'points' | 'stampCards' | 'tier' | 'expiring' | 'name' | 'number' | 'still' | 'look'
> & {
  business: { name: string; timeZone: string }
}

/** How a programme says itself, by language: the back of the pass. */
export type Told = Record<Language, string[]>

/** Pure: what a card's pass says. */
export function contentOf(states: Record<Language, State>, told: Told, language: Language): Content {
  const state = states[language]
  const [stamps] = state.stampCards
  return {
    business: state.business.name,
    look: lookIn(state.look),
    language,
    places: inEach((one) => placesOf(states[one], told[one], one)),
    descriptions: inEach((one) => words[one].description.replace('{business}', state.business.name)),
    code: { text: state.still, shown: state.number },
    stamps: stamps ? { has: stamps.has, size: stamps.size } : null,
    points: state.points ? { balance: state.points.balance, share: shareOf(state.points) } : null,
    voided: false,
  }
}

/** What is left of the card of somebody who has gone: that it is closed. */
export function closedContent({
  business,
  look,
  language,
}: {
  business: string
  look: Look
  language: Language
}): Content {
  return {
    ...{ business, language, look: lookIn(look), code: null, stamps: null, points: null, voided: true },
    descriptions: inEach((one) => words[one].description.replace('{business}', business)),
    places: inEach((one) => {
      const { closed, closed_is } = words[one]
      const said = [{ key: 'closed', label: closed, value: closed_is }]
      return {
        header: [],
        primary: [],
        secondary: said,
        auxiliary: [],
        back: said.map((s) => ({ ...s, key: 'closed_back' })),
      }
    }),
  }
}

/** By this it is told whether anything changed. */
export function digestOf(content: Content): Buffer {
  return createHash('sha256').update(JSON.stringify(content)).digest()
}

export function inEach<Value>(of: (language: Language) => Value): Record<Language, Value> {
  return Object.fromEntries(languages.map((one) => [one, of(one)])) as Record<Language, Value>
}

function lookIn({ fill, on, stamp, logo }: Look): Content['look'] {
  return { fill, on, stamp, logo }
}

function shareOf({ balance, next }: NonNullable<State['points']>): number | null {
  return next ? Math.min(1, Math.max(0, balance / next.at)) : null
}

function placesOf(state: State, told: string[], language: Language): Places {
  const say = words[language]
  const { points, tier } = state
  const [stamps] = state.stampCards
  const unit = points?.unit?.many ?? say.points
  const balance = points && { key: 'points', label: unit, value: points.balance, now: say.points_now }
  const stamped = stamps && {
    key: 'stamps',
    label: say.stamps,
    value: `${stamps.has} / ${stamps.size}`,
    now: say.stamps_now,
  }
  const next = nextOf(state)
  return {
    header: stamped ? [stamped] : [],
    // On a card of stamps the picture shows them: nothing may stand on it.
    primary: balance && !stamped ? [balance] : [],
    secondary: next
      ? [
          { key: 'next', label: say.next, value: next.name },
          { key: 'missing', label: say.missing, value: next.missing },
        ]
      : [],
    auxiliary: [
      ...(balance && stamped ? [balance] : []),
      ...(tier?.name ? [{ key: 'tier', label: say.tier, value: tier.name, now: say.tier_now }] : []),
      { key: 'name', label: say.name, value: state.name },
    ],
    back: backOf(state, told, language),
  }
}

/** The nearest thing to reach: of the stamp card, or else by points. */
function nextOf({ stampCards: [card], points }: State): { name: string; missing: number } | null {
  const prize = card?.prizes.find(({ at }) => at > card.has)
  if (card && prize) return { name: prize.name, missing: prize.at - card.has }
  return points?.next ?? null
}

function backOf(state: State, told: string[], language: Language): Said[] {
  const say = words[language]
  const soonest = state.expiring.find(({ unit }) => !unit.startsWith('money:'))
  const day = (at: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: state.business.timeZone }).format(
      new Date(at),
    )
  const unit = soonest?.unit.startsWith('stamps:') ? say.stamps : (state.points?.unit?.many ?? say.points)
  return [
    ...(soonest
      ? [{ key: 'expires', label: say.expires, value: `${unit}: ${soonest.amount} – ${day(soonest.at)}` }]
      : []),
    { key: 'code', label: say.code, value: say.code_is },
    ...(told.length > 0 ? [{ key: 'how', label: say.how, value: told.join('\n') }] : []),
    { key: 'number', label: say.number, value: state.number },
  ]
}
