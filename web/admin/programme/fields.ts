import type { Path, Programme } from './document.ts'
import type { Word } from './words/words.ts'

/** How one field of a thing is asked for. `key` leads to it from the thing, `scopes.tiers` fashion. */
export type Field = { key: string; word: Word; optional?: boolean } & (
  | { kind: 'number'; least: number; most: number; unit?: Word }
  | { kind: 'money' | 'words' | 'date' | 'time' | 'names' | 'weekdays' | 'yesno' }
  | { kind: 'tiers' | 'locations' | 'rules' | 'reward' | 'target' | 'card' }
  | { kind: 'choice'; options: [value: string, word: Word][] }
  /** A choice of shapes: choosing one puts the whole of it in place. */
  | { kind: 'shape'; shapes: [word: Word, is: (value: unknown) => boolean, value: unknown][] }
  | { kind: 'list'; addWord: Word; fresh: (list: unknown[]) => unknown; fields: (item: never) => Field[] }
)

const number = (key: string, word: Word, least = 1, most = 1_000_000, optional = false): Field => ({
  ...{ kind: 'number', key, word, least, most, optional },
})
const money = (key: string, word: Word, optional = false): Field => ({ kind: 'money', key, word, optional })
const kindIs = (kind: string) => (value: unknown) => (value as { kind?: string } | null)?.kind === kind

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

type Rule = Programme['rules'][number]
type Card = Programme['stampCards'][number]
type Benefit = NonNullable<Programme['tiers']>['levels'][number]['benefits'][number]
type Expiry = Card['expiry']

export function ruleFields({ kind }: Rule): Field[] {
  const own: Record<Rule['kind'], Field[]> = {
    amount: [number('give', 'give'), target, money('perMinor', 'per_amount'), ...which('where.')],
    visit: [number('give', 'give'), target, { kind: 'yesno', key: 'oncePerDay', word: 'once_a_day' }],
    product: [
      ...[number('give', 'give'), target, ...which('where.')],
      { kind: 'number', key: 'perQuantityMilli', word: 'per_thousandths', least: 1, most: 1_000_000_000 },
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
    number('percent', 'times_percent', 101, 1_000),
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

function expiryFields(expiry: Expiry, seasons: boolean): Field[] {
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

const debt: Field = {
  ...{ kind: 'choice', key: 'debt', word: 'debt' },
  options: [
    ['clamp', 'debt.clamp'],
    ['negative', 'debt.negative'],
  ],
}

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
    multiplier: [number('percent', 'times_percent', 101, 1_000)],
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

/** Which field a word of a sentence is about. */
const fieldOfParam: Record<string, string> = {
  ...{ unit: 'target', what: 'where', quantity: 'perQuantityMilli', minimumMinor: 'minTotalMinor' },
  ...{
    fromDate: 'from',
    untilDate: 'until',
    times: 'percent',
    reason: 'days',
    at: 'prizes',
    prize: 'prizes',
  },
  ...{ card: 'name', days: 'prizeValidDays', tier: 'name', lateDate: 'seasons', fromMinor: 'from' },
}

/** `rest` is the way from the thing to what the sentence says. */
export function fieldFor(rest: Path, param: string | undefined): string {
  const named = rest.find((step) => typeof step === 'string')
  if (named !== undefined) return named as string
  return param === undefined ? '' : (fieldOfParam[param] ?? param)
}
