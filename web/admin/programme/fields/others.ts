import type { Programme } from '../document.ts'
import { type Field, number } from './field.ts'

export function joiningFields({ points, stampCards, joining }: Programme): Field[] {
  return [
    ...(points ? [number('points', 'joining_points', 1, 1_000_000, true)] : []),
    ...(stampCards.length > 0
      ? ([
          {
            ...{ kind: 'shape', key: 'stamps', word: 'joining_stamps', optional: true },
            shapes: [
              ['no', (value) => value === undefined, undefined],
              ['yes', (value) => value !== undefined, { card: stampCards[0]!.id, count: 1 }],
            ],
          },
          ...(joining?.stamps
            ? [
                number('stamps.count', 'joining_count', 1, 10_000),
                { kind: 'card', key: 'stamps.card', word: 'card_name' },
              ]
            : []),
        ] as Field[])
      : []),
    { kind: 'reward', key: 'rewardId', word: 'joining_reward', optional: true },
    { kind: 'words', key: 'note', word: 'joining_note', optional: true },
  ]
}

export function endsFields({ multipliers }: Programme): Field[] {
  return [
    { kind: 'time', key: 'dayEndsAt', word: 'day_ends' },
    ...(multipliers.length > 0
      ? [
          {
            ...{ kind: 'choice', key: 'multiplierPolicy', word: 'policy' },
            options: [
              ['best', 'policy.best'],
              ['multiply', 'policy.multiply'],
            ],
          } as Field,
        ]
      : []),
    { kind: 'yesno', key: 'earnOn.redeemedPart', word: 'earn.redeemed' },
    { kind: 'yesno', key: 'earnOn.giftCardPart', word: 'earn.gift_card' },
    { kind: 'yesno', key: 'earnOn.taxPart', word: 'earn.tax' },
    { kind: 'yesno', key: 'earnOn.fees', word: 'earn.fees' },
  ]
}
