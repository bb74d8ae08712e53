import { z } from 'zod'
import { Refused } from '../../platform/errors.ts'
import { given } from '../../platform/given.ts'
import { idOf, showId, showMaybe } from '../../platform/ids.ts'
import { benefit, localText } from '../benefit.ts'
import type { Reward, RewardWish } from '../catalogue.ts'
import { LARGEST, locations, moment, shownLocations, when } from './fields.ts'

/** A reward as requests and answers write it. */

const points = z.int().min(1).max(LARGEST)
const cardId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'must be the id of a stamp card or tier')

const price = z
  .strictObject({
    points: z
      .union([
        points,
        z
          .strictObject({ min: points, max: points, step: points })
          .describe('The customer chooses how many; `benefit.amountMinor` is what each step takes off.'),
      ])
      .optional(),
    stamps: z.strictObject({ card: cardId, count: z.int().min(1).max(10_000) }).optional(),
    tiers: z.array(cardId).min(1).max(20).optional(),
  })
  .describe('What it costs: points, stamps of a card, both, or nothing; and for which tiers it is.')

const terms = {
  customerLimit: z.int().min(1).max(1_000_000).nullable(),
  locations: locations.nullable(),
  validFrom: moment.nullable(),
  validUntil: moment.nullable().describe('The first moment at which it is no longer offered.'),
  validityDays: z
    .int()
    .min(0)
    .max(3_660)
    .nullable()
    .describe('How many days after today the code of a redemption is good for; null: an hour.'),
  images: z.array(z.string().trim().min(1).max(500)).max(10),
  pictureId: idOf('picture').nullable().describe('What uploading a picture answered.'),
  costMinor: z.int().min(0).max(LARGEST).nullable(),
}
export const newReward = z.strictObject({
  name: localText,
  description: localText.nullable().optional(),
  benefit,
  price: price.default({}),
  stock: z.int().min(0).max(LARGEST).nullable().optional(),
  ...z.object(terms).partial().shape,
})
export const rewardChange = z
  .strictObject({ name: localText, description: localText.nullable(), benefit, price, ...terms })
  .partial()
export type RewardChange = z.output<typeof rewardChange>

export const shownReward = z.object({
  id: z.string(),
  name: localText,
  description: localText.nullable(),
  benefit,
  price,
  stock: z.int().nullable(),
  customerLimit: z.int().nullable(),
  locations: z.array(z.string()).nullable(),
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
  validityDays: z.int().nullable(),
  images: z.array(z.string()),
  pictureId: z.string().nullable(),
  picture: z.string().nullable().describe('Where the picture is seen.'),
  costMinor: z.int().nullable(),
  createdAt: z.string(),
  archivedAt: z.string().nullable(),
})
export const listedReward = shownReward.extend({
  allowed: z.boolean().optional().describe('Whether the customer asked for may have it now.'),
  reason: z.object({ code: z.string(), text: z.string() }).nullable().optional(),
  missing: z.object({ points: z.int(), stamps: z.int() }).optional(),
})

function priceColumns({ points: asked, stamps, tiers }: z.output<typeof price>) {
  const range = typeof asked === 'object' ? asked : null
  return {
    points: range ? range.min : ((asked as number | undefined) ?? null),
    pointsMax: range?.max ?? null,
    pointsStep: range?.step ?? null,
    stampCard: stamps?.card ?? null,
    stamps: stamps?.count ?? null,
    tiers: tiers ?? null,
  }
}

const nothingSaid = {
  description: null,
  stock: null,
  customerLimit: null,
  locationIds: null,
  validFrom: null,
  validUntil: null,
  validityDays: null,
  images: [],
  pictureId: null,
  costMinor: null,
}

export function wishOf({
  price: asked,
  locations: places,
  ...fields
}: z.output<typeof newReward>): RewardWish {
  const said = given({ ...fields, locationIds: places })
  return checked({ ...nothingSaid, ...priceColumns(asked), ...said } as RewardWish)
}

export function changed(
  before: Reward,
  { price: asked, locations: places, ...fields }: RewardChange,
): RewardWish {
  const said = given({ ...fields, locationIds: places })
  return checked({ ...before, ...(asked ? priceColumns(asked) : {}), ...said } as RewardWish)
}

/** What only the whole shows. */
function checked(wish: RewardWish): RewardWish {
  const { points: min, pointsMax: max, pointsStep: step, benefit: good, validFrom, validUntil } = wish
  if (validFrom && validUntil && Temporal.Instant.compare(validFrom, validUntil) >= 0) {
    throw invalid('validUntil', 'must come after validFrom')
  }
  if (min === null || max === null || step === null) return wish
  if (min > max || min % step !== 0 || max % step !== 0) {
    throw invalid('price.points', 'must be whole steps from min to max')
  }
  const each = 'amountMinor' in good ? good.amountMinor : undefined
  if (each === undefined) {
    throw invalid('price.points', 'can only be chosen for a benefit with an amountMinor')
  }
  if (each * (max / step) > LARGEST) throw invalid('price.points', 'buys more than any amount may be')
  return wish
}

function invalid(field: string, message: string): Refused {
  return new Refused('request.invalid', message, { field })
}

export function showReward(reward: Reward) {
  return {
    id: showId('reward', reward.rewardId),
    name: reward.name,
    description: reward.description,
    benefit: reward.benefit,
    price: showPrice(reward),
    stock: reward.stock,
    customerLimit: reward.customerLimit,
    locations: shownLocations(reward.locationIds),
    validFrom: when(reward.validFrom),
    validUntil: when(reward.validUntil),
    validityDays: reward.validityDays,
    images: reward.images,
    pictureId: showMaybe('picture', reward.pictureId),
    picture: reward.picture,
    costMinor: reward.costMinor,
    createdAt: reward.createdAt.toString(),
    archivedAt: when(reward.archivedAt),
  }
}

function showPrice({ points: min, pointsMax: max, pointsStep: step, stampCard, stamps, tiers }: Reward) {
  const range = min !== null && max !== null && step !== null ? { min, max, step } : min
  return {
    ...(range === null ? {} : { points: range }),
    ...(stampCard === null || stamps === null ? {} : { stamps: { card: stampCard, count: stamps } }),
    ...(tiers === null ? {} : { tiers }),
  }
}

export const ofReward = z.object({ id: idOf('reward') })
