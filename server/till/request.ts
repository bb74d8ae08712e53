import { z } from 'zod'
import { businessFields } from '../businesses/businesses.ts'
import { moment } from '../platform/http/moment.ts'
import { idOf } from '../platform/ids.ts'
import { largestMinor } from '../purchases/purchases.ts'

/** An amount in minor units: cents, or whole forints. */
const minor = z.int().min(0).max(largestMinor)
const text = (max: number) => z.string().trim().min(1).max(max)

/** Whoever it is: exactly one way to find a customer. */
export const whichCustomer = z
  .strictObject({
    id: idOf('customer').optional(),
    card: text(200).optional(),
    phone: text(60).optional(),
    email: text(254).optional(),
    externalId: text(200).optional(),
    source: text(60).optional(),
  })
  .refine(({ source: _, ...ways }) => Object.values(ways).filter((way) => way !== undefined).length === 1, {
    error: 'name the customer in exactly one way: id, card, phone, email or externalId',
  })

const line = z.strictObject({
  kind: z.enum(['goods', 'gift_card', 'store_credit', 'fee']).optional(),
  sku: text(120).optional(),
  name: text(500).optional(),
  category: text(120).optional(),
  brand: text(120).optional(),
  quantity: z
    .number()
    .gt(0)
    .max(1_000_000)
    .refine((quantity) => Number.isInteger(Math.round(quantity * 1e6) / 1e3), {
      error: 'must have at most three decimals',
    })
    .optional(),
  unitPrice: minor,
  discount: minor.optional(),
  tax: minor.optional(),
})

const redeem = z.strictObject({
  /** How many points to pay with, where the programme lets points pay. */
  points: z.int().min(1).max(largestMinor).optional(),
  rewardId: idOf('reward').optional(),
  /** How many points to give for the reward, where the choice is the customer's. */
  rewardPoints: z.int().min(1).max(largestMinor).optional(),
  voucher: text(60).optional(),
  giftCard: text(60).optional(),
  /** At most this much from the gift card; all it takes when left out. */
  giftCardAmount: z.int().min(1).max(largestMinor).optional(),
  /** Store credit of the customer, in minor units. */
  credit: z.int().min(1).max(largestMinor).optional(),
})

export const ringUpRequest = z.strictObject({
  customer: whichCustomer.optional(),
  locationId: idOf('location').optional(),
  staffId: idOf('staff').optional(),
  occurredAt: moment.optional(),
  currency: businessFields.currency.optional(),
  externalId: text(200).optional(),
  lines: z.array(line).max(2_000).optional(),
  total: minor.optional(),
  discount: minor.optional(),
  tax: minor.optional(),
  taxIncluded: z.boolean().optional(),
  redeem: redeem.optional(),
})
export type RingUpRequest = z.output<typeof ringUpRequest>
export type WhichCustomer = z.output<typeof whichCustomer>

export const returnRequest = z
  .strictObject({
    lines: z
      .array(z.strictObject({ line: z.int().min(0).max(1_999), quantity: line.shape.quantity.unwrap() }))
      .min(1)
      .max(2_000)
      .optional(),
    all: z.literal(true).optional(),
    occurredAt: moment.optional(),
    staffId: idOf('staff').optional(),
    reason: text(500).optional(),
    externalId: text(200).optional(),
  })
  .refine(({ lines, all }) => (lines === undefined) !== (all === undefined), {
    error: 'say which lines come back, or all: true',
    path: ['lines'],
  })
export type ReturnRequest = z.output<typeof returnRequest>
