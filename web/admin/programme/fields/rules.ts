import type { Programme } from '../document.ts'
import { type Field, money, number, times } from './field.ts'

type Rule = Programme['rules'][number]

const when: Field[] = [
  { kind: 'date', key: 'from', word: 'from_day', optional: true },
  { kind: 'date', key: 'until', word: 'until_day', optional: true },
]
const whom: Field[] = [
  { kind: 'tiers', key: 'tiers', word: 'only_tiers', optional: true },
  { kind: 'locations', key: 'locations', word: 'only_locations', optional: true },
]
const which = (under: string): Field[] => [
  { kind: 'names', key: `${under}categories`, word: 'categories', optional: true },
  { kind: 'names', key: `${under}brands`, word: 'brands', optional: true },
  { kind: 'names', key: `${under}skus`, word: 'skus', optional: true },
]
const target: Field = { kind: 'target', key: 'target', word: 'gives' }

export function ruleFields({ kind }: Rule): Field[] {
  const own: Record<Rule['kind'], Field[]> = {
    amount: [number('give', 'give'), target, money('perMinor', 'per_amount'), ...which('where.')],
    visit: [number('give', 'give'), target, { kind: 'yesno', key: 'oncePerDay', word: 'once_a_day' }],
    product: [
      ...[number('give', 'give'), target, ...which('where.')],
      {
        kind: 'parts',
        key: 'perQuantityMilli',
        word: 'per_pieces',
        per: 1_000,
        least: 1,
        most: 1_000_000_000,
      },
    ],
  }
  return [
    ...own[kind],
    { kind: 'words', key: 'name', word: 'rule_name', optional: true },
    money('minTotalMinor', 'minimum', true),
    ...when,
    ...whom,
    number('budget', 'budget', 1, 1_000_000_000, true),
  ]
}

export function multiplierFields(): Field[] {
  return [
    times,
    { kind: 'words', key: 'name', word: 'rule_name', optional: true },
    { kind: 'weekdays', key: 'days', word: 'weekdays', optional: true },
    { kind: 'time', key: 'hours.from', word: 'from_time', optional: true },
    { kind: 'time', key: 'hours.until', word: 'until_time', optional: true },
    ...when,
    ...whom,
    ...which('where.'),
    { kind: 'rules', key: 'rules', word: 'only_rules', optional: true },
  ]
}

export const excludeFields = (): Field[] => which('')

export function capFields(): Field[] {
  return [
    number('max', 'at_most', 1, 1_000_000_000),
    target,
    {
      ...{ kind: 'choice', key: 'per', word: 'cap_per' },
      options: [
        ['purchase', 'cap.purchase'],
        ['day', 'cap.day'],
        ['month', 'cap.month'],
        ['lifetime', 'cap.lifetime'],
      ],
    },
    { kind: 'rules', key: 'rules', word: 'only_rules', optional: true },
  ]
}
