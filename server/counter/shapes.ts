import { z } from 'zod'

/** The shapes of the counter's answers. Amounts in minor units, days are the shop's. */

const maybe = z.string().nullable()
const product = z.object({ sku: maybe, name: z.string(), category: maybe })
const pricedReward = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  points: z.int().nullable(),
  pointsMax: z.int().nullable(),
  pointsStep: z.int().nullable(),
  stampCard: maybe,
  stamps: z.int().nullable(),
  missingPoints: z.int(),
  missingStamps: z.int(),
})

const stampCard = z.object({
  card: z.string(),
  unit: z.string(),
  name: z.string(),
  has: z.int(),
  size: z.int(),
  round: z.int(),
  mode: z.enum(['automatic', 'manual']),
  prizes: z.array(z.object({ at: z.int(), name: z.string() })),
  next: z.object({ at: z.int(), missing: z.int(), name: z.string() }).nullable(),
  earns: z.array(
    z.object({
      by: z.enum(['visit', 'amount', 'product']),
      give: z.int(),
      perMinor: z.int().nullable(),
      product: z
        .object({
          sku: z.string().optional(),
          category: z.string().optional(),
          brand: z.string().optional(),
          name: z.string(),
        })
        .nullable(),
    }),
  ),
})

export const shownRegular = z.object({
  id: z.string(),
  name: z.string(),
  greeting: z.string().describe('By what to call her'),
  card: maybe,
  since: maybe.describe('The day of her first purchase, or on which she joined'),
  visits: z.int().describe('On how many days she has bought'),
  today: z.string().describe('The shop’s day'),
  rhythm: z
    .array(z.object({ day: z.string(), amountMinor: z.int() }))
    .describe('One entry per day with a purchase, of the last year'),
  gap: z
    .object({ usualDays: z.int(), lowDays: z.int(), highDays: z.int() })
    .nullable()
    .describe('Days between visits: the median and the middle half; null while there are fewer than four'),
  lastDay: maybe,
  slipping: z.boolean().describe('Away for more than twice her usual gap'),
  favourites: z.array(product.extend({ times: z.int() })),
  suggestion: z
    .object({
      kind: z.enum(['due', 'missed']),
      product,
      times: z.int(),
      from: z.string(),
      until: z.string(),
      usualDays: z.int(),
    })
    .nullable()
    .describe('What she may want, by her own purchases: so many times from … until …'),
  last: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      total: z.int(),
      lines: z.array(z.object({ name: z.string(), quantity: z.number() })),
    }),
  ),
  datesNear: z.array(
    z.object({
      kind: z.enum(['birthday', 'nameDay', 'date', 'household']),
      label: maybe,
      day: z.string(),
      inDays: z.int(),
    }),
  ),
  notes: z.array(z.object({ text: z.string(), by: maybe, at: z.string() })),
  likes: z.array(z.string()),
  dietary: z.array(z.string()),
  household: z.array(z.object({ name: z.string(), relation: maybe, note: maybe })),
  tier: z
    .object({
      id: maybe,
      name: maybe,
      next: z.object({ id: z.string(), name: z.string(), missing: z.int() }).nullable(),
    })
    .nullable(),
  points: z.object({ balance: z.int(), name: z.string() }).nullable(),
  credit: z.int(),
  stamps: z.array(stampCard),
  waiting: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['voucher', 'redemption']),
      name: maybe,
      benefit: z.string(),
      source: z.string(),
      validUntil: maybe,
      code: maybe.describe('For who may redeem'),
    }),
  ),
  rewards: z.array(pricedReward).describe('What she can have now for her points or stamps'),
  nextReward: pricedReward.nullable(),
})
