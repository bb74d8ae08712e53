import type { Programme } from '../document.ts'
import type { Word } from '../words/words.ts'
import { type Field, kindIs, money, number, times } from './field.ts'

type Benefit = NonNullable<Programme['tiers']>['levels'][number]['benefits'][number]

export function tiersFields({ window, hold }: NonNullable<Programme['tiers']>): Field[] {
  return [
    {
      ...{ kind: 'choice', key: 'by', word: 'tier_by' },
      options: [
        ['spend', 'by.spend'],
        ['points', 'by.points'],
        ['visits', 'by.visits'],
        ['tenureMonths', 'by.tenure'],
      ],
    },
    {
      ...{ kind: 'shape', key: 'window', word: 'tier_window' },
      shapes: [
        ['window.lifetime', kindIs('lifetime'), { kind: 'lifetime' }],
        ['window.year', kindIs('calendarYear'), { kind: 'calendarYear' }],
        ['window.rolling', kindIs('rolling'), { kind: 'rolling', months: 12 }],
      ],
    },
    ...(window.kind === 'rolling' ? [number('window.months', 'months', 1, 1_200)] : []),
    {
      ...{ kind: 'shape', key: 'hold', word: 'tier_hold' },
      shapes: [
        ['hold.none', kindIs('none'), { kind: 'none' }],
        ['hold.months', kindIs('months'), { kind: 'months', months: 3 }],
        ['hold.year', kindIs('endOfYear'), { kind: 'endOfYear', yearsLater: 1 }],
      ],
    },
    ...(hold.kind === 'months' ? [number('hold.months', 'months', 1, 1_200)] : []),
    ...(hold.kind === 'endOfYear' ? [number('hold.yearsLater', 'years_later', 0, 100)] : []),
    number('graceDays', 'grace_days', 0, 3_660),
    number('warningDays', 'warning_days', 0, 3_660),
  ]
}

export function levelFields(by: NonNullable<Programme['tiers']>['by']): Field[] {
  const from: Field =
    by === 'spend' ? money('from', 'tier_from') : number('from', 'tier_from', 0, 1_000_000_000)
  return [
    { kind: 'words', key: 'name', word: 'tier_name' },
    from,
    {
      ...{ kind: 'list', key: 'benefits', word: 'benefits', addWord: 'benefits.add' },
      fresh: () => ({ kind: 'multiplier', percent: 150 }),
      fields: benefitFields,
    },
  ]
}

function benefitFields({ kind }: Benefit): Field[] {
  const shapes: [Word, Benefit][] = [
    ['benefit.multiplier', { kind: 'multiplier', percent: 150 }],
    ['benefit.freeDelivery', { kind: 'freeDelivery' }],
    ['benefit.deliveryFee', { kind: 'deliveryFee', feeMinor: 100 }],
    ['benefit.minimumOrder', { kind: 'minimumOrder', minor: 100 }],
    ['benefit.earlyAccess', { kind: 'earlyAccess', hours: 24 }],
    ['benefit.serviceLine', { kind: 'serviceLine', contact: '…' }],
    ['benefit.birthdayGift', { kind: 'birthdayGift', gift: '…' }],
    ['benefit.text', { kind: 'text', text: '…' }],
  ]
  const own: Record<Benefit['kind'], Field[]> = {
    multiplier: [times],
    freeDelivery: [money('fromMinor', 'delivery_from', true)],
    deliveryFee: [money('feeMinor', 'delivery_fee')],
    minimumOrder: [money('minor', 'minimum')],
    earlyAccess: [number('hours', 'hours', 1, 8_760)],
    serviceLine: [{ kind: 'words', key: 'contact', word: 'contact' }],
    birthdayGift: [
      { kind: 'words', key: 'gift', word: 'gift' },
      { kind: 'reward', key: 'rewardId', word: 'prize_reward', optional: true },
    ],
    text: [{ kind: 'words', key: 'text', word: 'benefit_text' }],
  }
  return [
    {
      ...{ kind: 'shape', key: '', word: 'benefit' },
      shapes: shapes.map(([word, value]) => [word, kindIs(value.kind), value]),
    },
    ...own[kind],
  ]
}
