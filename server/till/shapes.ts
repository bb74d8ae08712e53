import { z } from 'zod'

/** The shapes of the till's answers, for the reference and for clients generated from it. Amounts in minor units. */

const id = z.string()
const amount = z.int()
const moment = z.string().meta({ format: 'date-time' })
const byUnit = z.record(z.string(), z.int()).describe('By unit: points, stamps:<card>, money:<currency>')

const line = z.object({
  line: z.int().describe('Counts from 0, in the order sent: what a return names'),
  kind: z.string(),
  sku: z.string().nullable(),
  name: z.string().nullable(),
  category: z.string().nullable(),
  brand: z.string().nullable(),
  quantity: z.number(),
  unitPrice: amount,
  gross: amount,
  discount: amount,
  redeemed: amount,
  tax: amount,
  total: amount,
  giftCardId: id.nullable(),
  returnedQuantity: z.number(),
  returned: amount,
})

export const shownPurchase = z.object({
  id: id.nullable().describe('null in a quote'),
  customerId: id.nullable(),
  locationId: id.nullable(),
  staffId: id.nullable(),
  occurredAt: moment,
  shopDay: z.string(),
  currency: z.string(),
  gross: amount,
  discount: amount,
  redeemed: amount,
  tax: amount,
  total: amount,
  giftCardPaid: amount,
  toPay: amount,
  returned: amount,
  fullyReturned: z.boolean(),
  externalId: z.string().nullable(),
  programmeVersion: id.nullable(),
  lines: z.array(line),
})

export const shownReturn = z.object({
  id,
  purchaseId: id,
  occurredAt: moment,
  total: amount,
  refund: amount.describe('To give back in money'),
  giftCardRefund: amount.describe('Went back onto the gift card or the credit it was paid with'),
  reason: z.string().nullable(),
  externalId: z.string().nullable(),
  lines: z.array(z.object({ line: z.int(), quantity: z.number(), amount })),
})

const tier = z
  .object({
    id: z.string().nullable(),
    name: z.string().nullable(),
    reachedAt: moment.nullable(),
    heldUntil: moment.nullable(),
    warning: z.object({ from: z.string(), missing: z.int() }).nullable(),
    next: z.object({ id: z.string(), name: z.string(), missing: z.int() }).nullable(),
  })
  .nullable()

const stamps = z.array(
  z.object({
    card: z.string(),
    unit: z.string(),
    name: z.string(),
    stamps: z.int(),
    size: z.int(),
    round: z.int(),
    next: z.object({ at: z.int(), missing: z.int(), name: z.string() }).nullable(),
    prizes: z
      .array(z.object({ at: z.int(), name: z.string(), code: z.string().nullable().optional() }))
      .describe('Reached just now, with the code that fetches each'),
  }),
)

const standing = { balances: byUnit, pending: byUnit, reserved: byUnit, tier, stamps }

export const shownGrant = z.object({
  rule: z.string(),
  unit: z.string(),
  amount: z.int(),
  why: z.string().describe('In the language of the business'),
  because: z.object({
    key: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
})

export const shownRedeemed = z
  .object({
    points: z.object({ amount: z.int(), discount: amount }).nullable(),
    rewards: z.array(
      z.object({
        redemptionId: id.nullable(),
        voucherId: id.nullable(),
        name: z.unknown(),
        discount: amount,
        paid: z.array(z.object({ unit: z.string(), amount: z.int() })),
      }),
    ),
    giftCard: z.object({ id, paid: amount }).nullable(),
    credit: z.object({ paid: amount }).nullable(),
  })
  .nullable()

export const ringUpAnswer = z.object({
  purchase: shownPurchase,
  granted: z.object({
    points: z.int(),
    stamps: z.record(z.string(), z.int()),
    grants: z.array(shownGrant),
    skipped: z.array(z.object({ ruleId: z.string().optional(), code: z.string() }).loose()),
  }),
  redeemed: shownRedeemed,
  ...standing,
  progress: z
    .array(z.object({ kind: z.string(), missing: z.int() }).loose())
    .describe('What is missing to what comes next'),
  giftCards: z
    .array(z.object({ line: z.int(), code: z.string() }))
    .optional()
    .describe('Gift cards sold, with their codes'),
})

export const returnAnswer = z.object({
  return: shownReturn,
  purchase: shownPurchase,
  takenBack: z.object({ points: z.int(), stamps: byUnit, writtenOff: z.int() }),
  givenBack: byUnit,
  ...standing,
})

export const ledgerPage = z.object({
  ...standing,
  items: z.array(
    z.object({
      id,
      unit: z.string(),
      amount: z.int().describe('Above zero came, below zero went'),
      state: z.enum(['posted', 'pending', 'voided']),
      reason: z.string(),
      at: moment,
      purchaseId: id.nullable(),
      returnId: id.nullable(),
      redemptionId: id.nullable(),
      undoes: id.nullable(),
      note: z.string().nullable(),
      expiresAt: moment.nullable(),
      remaining: z.int().nullable(),
      because: z.unknown(),
    }),
  ),
  next: z.string().nullable(),
})
