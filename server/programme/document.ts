/**
 * What a loyalty programme says, as one document. A version never changes once it is in force: every grant names the
 * version it came from, and what was granted is unwound by what was frozen in the grant, never by today's document.
 *
 * Money is in integer minor units of the business's currency, quantities in thousandths, dates are shop days and both
 * ends of a span belong to it.
 */
import { z } from 'zod'
import { checkDocument } from './document/checks.ts'
import { part } from './document/parts.ts'

/** The drawings that a card has for its prizes. */
export const drawings = [
  'cup',
  'cookie',
  'cake',
  'scissors',
  'leaf',
  'bag',
  'bed',
  'star',
  'gift',
  'percent',
] as const

const pointsTerms = z.strictObject({
  name: part.localText,
  /** The one sentence "100 points are worth 500 Ft", and the price of the liability. */
  worth: z.strictObject({ points: part.points, minor: part.amountMinor }).nullable(),
  expiry: part.expiry,
  /** Points wait this many days (until the return window closes), or until an event confirms them. */
  pendingDays: z.union([part.days, z.literal('confirmed')]),
  /** What happens when a return takes back points that are already spent. */
  debt: part.debt,
  /** Paying with points: `points` points take `minor` off the price. */
  spend: z
    .strictObject({
      points: part.points,
      minor: part.amountMinor,
      minPoints: part.points.optional(),
      maxPoints: part.points.optional(),
      stepPoints: part.points.optional(),
      maxSharePercent: part.whole(1, 100, 'A share in percent').optional(),
    })
    .nullable(),
})

const conditions = {
  id: part.id,
  /** The name of a campaign, or of the products it is about. */
  name: part.localText.optional(),
  target: z.union([z.literal('points'), z.strictObject({ card: part.id })]).default('points'),
  minTotalMinor: part.amountMinor.optional(),
  from: part.date.optional(),
  until: part.date.optional(),
  tiers: part.ids(20).optional(),
  locations: z.array(part.foreignId).min(1, 'Leave the field out when it names nothing.').max(500).optional(),
  /** What the rule may give to everybody together, in points or stamps. */
  budget: part.points.optional(),
}
/** A million points for one step is far beyond any programme and keeps steps × give exact. */
const give = part.whole(1, 1_000_000, 'What a rule gives')

const rule = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('amount'),
    ...conditions,
    perMinor: part.amountMinor,
    give,
    where: part.filter.optional(),
  }),
  z.strictObject({
    kind: z.literal('visit'),
    ...conditions,
    give,
    oncePerDay: z.boolean().default(false),
  }),
  z.strictObject({
    kind: z.literal('product'),
    ...conditions,
    where: part.filter,
    perQuantityMilli: part.whole(1, 1_000_000_000, 'A quantity in thousandths').default(1_000),
    give,
  }),
])

const multiplier = z.strictObject({
  id: part.id,
  name: part.localText.optional(),
  percent: part.whole(101, 1_000, 'A multiplier in percent'),
  /** ISO weekdays, Monday is 1. A night that starts on Friday is Friday's. */
  days: z
    .array(part.whole(1, 7, 'A weekday'))
    .min(1, 'Name at least one weekday.')
    .max(7)
    .optional(),
  /** May pass midnight. `until` is the first minute that no longer counts. */
  hours: z.strictObject({ from: part.time, until: part.time }).optional(),
  locations: conditions.locations,
  tiers: conditions.tiers,
  from: part.date.optional(),
  until: part.date.optional(),
  where: part.filter.optional(),
  /** Without it every rule that gives points is multiplied; stamps are multiplied only by a rule named here. */
  rules: part.ids(100).optional(),
})

const cap = z.strictObject({
  id: part.id,
  per: z.enum(['purchase', 'day', 'month', 'lifetime']),
  target: conditions.target,
  rules: part.ids(100).optional(),
  max: part.points,
})

const season = z.strictObject({
  id: part.id,
  from: part.date,
  until: part.date,
  /** Days after `until` in which a stamp still goes on this season's card, unless the next season has begun. */
  lateDays: part.whole(0, 366, 'A number of days').default(0),
})

const prize = z.strictObject({
  at: part.whole(1, 10_000, 'A number of stamps'),
  name: part.localText,
  rewardId: part.foreignId.optional(),
  /** What stands in the prize's place on the card. */
  icon: z.enum(drawings).optional(),
  /** The address of an uploaded picture. */
  picture: z
    .string()
    .regex(/^\/pictures\/[0-9a-f]{64}\.webp$/, 'The address that uploading a picture answered.')
    .optional(),
})

const stampCard = z.strictObject({
  id: part.id,
  name: part.localText,
  /** What a stamp is called on this card: "night|nights". */
  stamp: part.localText.optional(),
  size: part.whole(1, 10_000, 'The size of a stamp card'),
  prizes: z.array(prize).min(1, 'A stamp card has at least one prize.').max(50),
  /** Automatic: a prize is there the moment its stamp is, and a full card starts anew. Manual: stamps are spent. */
  mode: z.enum(['automatic', 'manual']),
  expiry: part.cardExpiry,
  debt: part.debt,
  prizeValidDays: part.whole(1, 3_660, 'A number of days').optional(),
  /** Empty: the card is always on. */
  seasons: z.array(season).max(100).default([]),
})

const benefit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('multiplier'), percent: multiplier.shape.percent }),
  z.strictObject({ kind: z.literal('freeDelivery'), fromMinor: part.amountMinor.optional() }),
  z.strictObject({ kind: z.literal('deliveryFee'), feeMinor: part.amountMinor }),
  z.strictObject({ kind: z.literal('minimumOrder'), minor: part.amountMinor }),
  z.strictObject({ kind: z.literal('earlyAccess'), hours: part.whole(1, 8_760, 'A number of hours') }),
  z.strictObject({ kind: z.literal('serviceLine'), contact: part.localText }),
  z.strictObject({
    kind: z.literal('birthdayGift'),
    gift: part.localText,
    rewardId: part.foreignId.optional(),
  }),
  z.strictObject({ kind: z.literal('text'), text: part.localText }),
])

const level = z.strictObject({
  id: part.id,
  name: part.localText,
  /** What it takes, in the measure of `by`. */
  from: part.whole(0, 1_000_000_000_000, 'The threshold of a tier'),
  benefits: z.array(benefit).max(20).default([]),
})

const tiers = z.strictObject({
  by: z.enum(['spend', 'points', 'visits', 'tenureMonths']),
  window: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('lifetime') }),
    z.strictObject({ kind: z.literal('calendarYear') }),
    z.strictObject({ kind: z.literal('rolling'), months: part.months }),
  ]),
  /** How long a tier stays after the last day that earned it. */
  hold: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('months'), months: part.months }),
    z.strictObject({ kind: z.literal('endOfYear'), yearsLater: part.whole(0, 100, 'A number of years') }),
  ]),
  graceDays: part.days.default(0),
  warningDays: part.days.default(30),
  levels: z.array(level).min(1, 'Tiers need at least one level.').max(20),
})

const joining = z.strictObject({
  points: part.points.optional(),
  stamps: z.strictObject({ card: part.id, count: part.whole(1, 10_000, 'A number of stamps') }).optional(),
  rewardId: part.foreignId.optional(),
  note: part.localText.optional(),
})

const document = z.strictObject({
  format: z.literal(1),
  points: pointsTerms.nullable(),
  rules: z.array(rule).max(100),
  multipliers: z.array(multiplier).max(50).default([]),
  multiplierPolicy: z.enum(['best', 'multiply']).default('best'),
  /** What never earns anything and is no visit on its own: tobacco, lottery tickets. */
  exclude: z.array(part.filter).max(50).default([]),
  caps: z.array(cap).max(20).default([]),
  earnOn: z
    .strictObject({
      /** The part paid with points. */
      redeemedPart: z.boolean().default(false),
      /** The part paid with a gift card. Buying a gift card never earns. */
      giftCardPart: z.boolean().default(true),
      taxPart: z.boolean().default(true),
      /** Delivery and other fees. */
      fees: z.boolean().default(false),
    })
    .prefault({}),
  /** A shop closing after midnight: with 04:00 the night counts to the day before. */
  dayEndsAt: z
    .string()
    .regex(/^(0\d|1[01]):[0-5]\d$/, 'The end of the shop’s day is a time from 00:00 to 11:59.')
    .default('00:00'),
  stampCards: z.array(stampCard).max(20).default([]),
  tiers: tiers.nullable().default(null),
  joining: joining.nullable().default(null),
})

export const programmeDocument = document.superRefine(checkDocument)

export type ProgrammeDocument = z.output<typeof document>
/** What a shop may send: defaults may be left out. */
export type ProgrammeDraft = z.input<typeof document>
export type PointsTerms = z.output<typeof pointsTerms>
export type Rule = z.output<typeof rule>
export type Target = Rule['target']
export type Multiplier = z.output<typeof multiplier>
export type Cap = z.output<typeof cap>
export type Filter = z.output<typeof part.filter>
export type Expiry = z.output<typeof part.expiry>
export type CardExpiry = z.output<typeof part.cardExpiry>
export type Debt = z.output<typeof part.debt>
export type StampCard = z.output<typeof stampCard>
export type Season = z.output<typeof season>
export type Prize = z.output<typeof prize>
export type Tiers = z.output<typeof tiers>
export type TierLevel = z.output<typeof level>
export type Benefit = z.output<typeof benefit>
export type Joining = z.output<typeof joining>
/** One text for everybody or one for each language. */
export type LocalText = z.output<typeof part.localText>
