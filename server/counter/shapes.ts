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
  prizes: z.array(
    z.object({
      at: z.int(),
      name: z.string(),
      spoken: z.string().describe('As it is said in the shop, whatever the reader reads'),
    }),
  ),
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

export const shownScan = z.object({
  kind: z.enum(['customer', 'voucher', 'redemption', 'gift_card']),
  id: z.string(),
  customerId: maybe,
  how: z
    .enum(['static', 'live', 'phone'])
    .nullable()
    .describe('live: the card is here, now; static: a photograph would do'),
  name: maybe,
  validUntil: maybe,
  balanceMinor: z.int().nullable(),
})

export const shownBookPage = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      greeting: z.string(),
      tails: z.array(z.string()).describe('The last digits of her phone numbers'),
      cards: z.array(z.string()).describe('SHA-256 of "<business id> <card>", its first 24 hex digits'),
      points: z.int(),
      stamps: z.record(z.string(), z.int()),
      tier: maybe,
      visits: z.int(),
      lastDay: maybe,
      line: maybe,
    }),
  ),
  gone: z.array(z.string()).describe('Merged or erased: take them out'),
  next: z.string(),
  more: z.boolean().describe('Another page is there by now; otherwise come again later'),
})

export const shownTill = z.object({
  id: z.string(),
  name: z.string(),
  locationId: maybe,
  openedAt: z.string(),
  seenOn: maybe,
  closedAt: maybe,
})

const seat = z.object({ id: z.string(), name: z.string(), role: z.string(), hasPin: z.boolean() })

export const shownCounter = z.object({
  business: z.object({
    id: z.string(),
    mark: z.string().describe('What card numbers are marked with in the book'),
    name: z.string(),
    trade: z.string(),
    currency: z.string(),
    timeZone: z.string(),
    language: z.string(),
    country: maybe,
    sandbox: z.boolean(),
  }),
  till: shownTill.nullable().describe('null: the device is somebody’s own'),
  acting: seat.nullable().describe('null: the till is locked'),
  seats: z.array(seat),
  locations: z.array(z.object({ id: z.string(), name: z.string() })),
  settings: z.object({
    lockMinutes: z.int(),
    undoMinutes: z.int(),
    returnApprovalMinor: z.int().nullable(),
    redeemApprovalPoints: z.int().nullable(),
    staticCodeRedeems: z.boolean(),
    offlineRedeemMinor: z.int(),
  }),
  cards: z.array(stampCard),
  points: z
    .object({
      name: z.string(),
      earn: z.object({ perMinor: z.int(), give: z.int() }).nullable(),
      spend: z
        .object({
          points: z.int(),
          minor: z.int(),
          minPoints: z.int().nullable(),
          maxPoints: z.int().nullable(),
          stepPoints: z.int().nullable(),
          maxSharePercent: z.int().nullable(),
        })
        .nullable(),
    })
    .nullable(),
})

export const shownConflict = z.object({
  id: z.string(),
  staffId: maybe,
  staffName: maybe,
  customerId: maybe,
  customerName: maybe,
  occurredAt: z.string(),
  request: z.record(z.string(), z.unknown()),
  code: z.string(),
  reason: maybe.describe('Why it was refused, in the language asked for'),
  toldAt: z.string(),
  settledAt: maybe,
  settledHow: z.enum(['rung_up', 'dropped']).nullable(),
  note: maybe,
})
