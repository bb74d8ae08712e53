import type { Programme } from '../document.ts'
import type { Word } from '../words/words.ts'
import { type Field, kindIs, number } from './field.ts'

type Expiry = Programme['stampCards'][number]['expiry']

export function expiryFields(expiry: Expiry, seasons: boolean): Field[] {
  const shape: Field = {
    ...{ kind: 'shape', key: 'expiry', word: 'expiry' },
    shapes: [
      ['expiry.never', kindIs('never'), { kind: 'never' }],
      ['expiry.months', kindIs('months'), { kind: 'months', months: 12, graceDays: 0 }],
      [
        'expiry.year',
        kindIs('endOfYear'),
        { kind: 'endOfYear', yearsLater: 1, graceDays: 0, month: 12, day: 31 },
      ],
      ...(seasons
        ? [
            ['expiry.season', kindIs('endOfSeason'), { kind: 'endOfSeason', graceDays: 0 }] as [
              Word,
              typeof kindIs extends (k: string) => infer F ? F : never,
              unknown,
            ],
          ]
        : []),
    ],
  }
  const more: Record<Expiry['kind'], Field[]> = {
    never: [],
    months: [number('expiry.months', 'months', 1, 1_200)],
    endOfYear: [
      number('expiry.yearsLater', 'years_later', 0, 100),
      number('expiry.month', 'month_of_year', 1, 12),
      number('expiry.day', 'day_of_month', 1, 31),
    ],
    endOfSeason: [],
  }
  const grace = expiry.kind === 'never' ? [] : [number('expiry.graceDays', 'grace_days', 0, 3_660)]
  return [shape, ...more[expiry.kind], ...grace]
}

export const debt: Field = {
  ...{ kind: 'choice', key: 'debt', word: 'debt' },
  options: [
    ['clamp', 'debt.clamp'],
    ['negative', 'debt.negative'],
  ],
}
