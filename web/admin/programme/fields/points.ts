import type { Programme } from '../document.ts'
import { debt, expiryFields } from './expiry.ts'
import { type Field, money, number } from './field.ts'

export function pointsFields(points: NonNullable<Programme['points']>): Field[] {
  const { worth, spend, pendingDays } = points
  return [
    { kind: 'words', key: 'name', word: 'points_name' },
    {
      ...{ kind: 'shape', key: 'worth', word: 'worth' },
      shapes: [
        ['worth.said', (value) => value !== null, { points: 100, minor: 100 }],
        ['worth.unsaid', (value) => value === null, null],
      ],
    },
    ...(worth ? [number('worth.points', 'worth_points'), money('worth.minor', 'worth_minor')] : []),
    ...expiryFields(points.expiry, false),
    {
      ...{ kind: 'shape', key: 'pendingDays', word: 'pending' },
      shapes: [
        ['pending.none', (value) => value === 0, 0],
        ['pending.days', (value) => typeof value === 'number' && value > 0, 14],
        ['pending.confirmed', (value) => value === 'confirmed', 'confirmed'],
      ],
    },
    ...(typeof pendingDays === 'number' && pendingDays > 0 ? [number('pendingDays', 'days', 1, 3_660)] : []),
    debt,
    {
      ...{ kind: 'shape', key: 'spend', word: 'spend' },
      shapes: [
        ['spend.no', (value) => value === null, null],
        ['spend.yes', (value) => value !== null, worth ?? { points: 100, minor: 100 }],
      ],
    },
    ...(spend
      ? [
          ...[number('spend.points', 'spend_points'), money('spend.minor', 'spend_minor')],
          number('spend.minPoints', 'spend_min', 1, 1_000_000_000, true),
          number('spend.maxPoints', 'spend_max', 1, 1_000_000_000, true),
          number('spend.stepPoints', 'spend_step', 1, 1_000_000_000, true),
          number('spend.maxSharePercent', 'spend_share', 1, 100, true),
        ]
      : []),
  ]
}
