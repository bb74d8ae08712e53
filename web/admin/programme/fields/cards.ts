import type { Programme } from '../document.ts'
import type { Word } from '../words/words.ts'
import { debt, expiryFields } from './expiry.ts'
import { type Field, number } from './field.ts'

type Card = Programme['stampCards'][number]

// As the document has them (server/programme/document.ts); the types hold the two together.
const drawings = [
  ...(['cup', 'cookie', 'cake', 'scissors', 'leaf', 'bag', 'bed', 'star', 'gift', 'percent'] as const),
] satisfies NonNullable<Card['prizes'][number]['icon']>[]

const next = (list: unknown[]) => (list.at(-1) as { at?: number } | undefined)?.at ?? 0

export function cardFields(card: Card, ready: { prize: string; today: string }): Field[] {
  return [
    { kind: 'words', key: 'name', word: 'card_name' },
    { kind: 'words', key: 'stamp', word: 'stamp_name', optional: true },
    number('size', 'card_size', 1, 10_000),
    {
      ...{ kind: 'list', key: 'prizes', word: 'prizes', addWord: 'prizes.add' },
      fresh: (list) => ({ at: Math.min(card.size, next(list) + 1), name: ready.prize }),
      fields: () => [
        number('at', 'prize_at', 1, 10_000),
        { kind: 'words', key: 'name', word: 'prize_name' },
        { kind: 'reward', key: 'rewardId', word: 'prize_reward', optional: true },
        {
          ...{ kind: 'shape', key: 'icon', word: 'prize_icon' },
          shapes: [
            ['drawing.none', (value) => value === undefined, undefined],
            ...drawings.map((drawing): [Word, (value: unknown) => boolean, unknown] => [
              `drawing.${drawing}`,
              (value) => value === drawing,
              drawing,
            ]),
          ],
        },
        { kind: 'picture', key: 'picture', word: 'prize_icon', optional: true },
      ],
    },
    {
      ...{ kind: 'choice', key: 'mode', word: 'card_mode' },
      options: [
        ['automatic', 'mode.automatic'],
        ['manual', 'mode.manual'],
      ],
    },
    number('prizeValidDays', 'prize_days', 1, 3_660, true),
    ...expiryFields(card.expiry, true),
    debt,
    {
      ...{ kind: 'list', key: 'seasons', word: 'seasons', addWord: 'seasons.add' },
      fresh: (list) => freshSeason(list, ready.today),
      fields: () => [
        { kind: 'date', key: 'from', word: 'from_day' },
        { kind: 'date', key: 'until', word: 'until_day' },
        number('lateDays', 'late_days', 0, 366),
      ],
    },
  ]
}

/** Three months long, a fortnight after the last one: seasons are short and have a pause between. */
function freshSeason(list: unknown[], today: string): unknown {
  const last = (list.at(-1) as { until?: string } | undefined)?.until
  const from = last ? later(last, 15) : today
  const taken = new Set(list.map((one) => (one as { id: string }).id))
  let number = list.length + 1
  while (taken.has(`season-${number}`)) number += 1
  return { id: `season-${number}`, from, until: later(from, 91), lateDays: 7 }
}

function later(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}
