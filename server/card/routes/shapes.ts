import { z } from 'zod'

/** The shapes of what a card shows, for the reference and for clients generated from it. Amounts are whole numbers. */

const maybe = z.string().nullable()
const colour = z.string()
export const look = z.object({
  ...{ colour, fill: colour, on: colour, textLight: colour, textDark: colour },
  ...{ tintLight: colour, tintDark: colour, graphicLight: colour, graphicDark: colour },
  logo: maybe,
  stamp: z.enum(['cup', 'scissors', 'leaf', 'bag', 'bed', 'star', 'logo']),
  nameSvg: z.object({ paths: z.array(z.string()), viewBox: z.string() }).nullable(),
})
const words = z.object({ one: z.string(), many: z.string() }).nullable()
const prizes = z.array(
  z.object({
    at: z.int(),
    name: z.string(),
    icon: z.string().optional(),
    picture: maybe.describe('Its address'),
  }),
)

export const reward = z.object({
  ...{ id: z.string(), name: z.string(), description: maybe, image: maybe, benefit: z.string() },
  price: z.object({
    points: z.int().nullable(),
    pointsMax: z.int().nullable(),
    pointsStep: z.int().nullable(),
    stamps: z.int().nullable(),
    card: maybe,
  }),
  ...{ validUntil: maybe, stock: z.int().nullable(), allowed: z.boolean() },
  missing: z.object({ points: z.int(), stamps: z.int() }),
  reason: maybe,
})

const question = z.object({
  ...{ key: z.string(), type: z.string(), label: z.string(), required: z.boolean() },
  choices: z.array(z.object({ key: z.string(), label: z.string() })),
})
const counted = z.object({ kind: z.enum(['points', 'stamps']), count: z.int(), words })

export const state = z.object({
  asOf: z.string(),
  business: z.object({
    ...{ id: z.string(), name: z.string(), demo: z.boolean(), currency: z.string(), timeZone: z.string() },
  }),
  look,
  name: z.string(),
  number: z.string(),
  still: z.string().describe('Her card number: what a printed card shows. It only identifies and earns.'),
  live: z
    .object({ prefix: z.string(), key: z.string(), stepSeconds: z.int() })
    .describe('What her device works the turning code out by, also without a network.'),
  stampCards: z.array(
    z.object({
      ...{ card: z.string(), unit: z.string(), name: z.string(), stamp: maybe, has: z.int(), size: z.int() },
      ...{ automatic: z.boolean(), prizes, keepUntil: maybe },
    }),
  ),
  points: z
    .object({
      ...{ balance: z.int(), pending: z.int(), unit: words },
      next: z.object({ name: z.string(), at: z.int(), missing: z.int() }).nullable(),
      enough: z.object({ id: z.string(), name: z.string() }).nullable(),
    })
    .nullable(),
  tier: z
    .object({
      name: maybe,
      next: z.object({ name: z.string(), missing: z.int(), share: z.number() }).nullable(),
      by: z.enum(['spend', 'points', 'visits', 'tenureMonths']),
      heldUntil: maybe,
    })
    .nullable(),
  waiting: z.array(
    z.object({
      ...{ kind: z.string(), id: z.string(), name: z.string(), benefit: z.string() },
      worth: z
        .object({
          percent: z.number().nullable(),
          ...{ amountMinor: z.int().nullable(), currency: maybe, mostMinor: z.int().nullable() },
        })
        .nullable(),
      ...{ picture: maybe, icon: maybe, until: maybe, code: maybe },
      from: maybe.describe('Not before.'),
      places: z.array(z.string()).describe('Only there; empty: everywhere.'),
    }),
  ),
  asks: z
    .object({ gift: counted, questions: z.array(question) })
    .nullable()
    .describe('What the owner would like to know, while answering still brings its gift.'),
  expiring: z.array(z.object({ unit: z.string(), amount: z.int(), at: z.string() })),
  ready: z.array(reward),
  wallets: z
    .object({ apple: z.boolean(), google: z.boolean() })
    .describe('In which wallets of phones the card can be kept.'),
})

const consent = z.object({ purpose: z.string(), channel: z.string(), wording: z.string() })

export const joinPage = z.object({
  business: z.object({
    ...{ id: z.string(), name: z.string(), demo: z.boolean(), country: maybe, language: z.string() },
  }),
  look,
  gifts: z.array(z.union([counted, z.object({ kind: z.literal('reward'), name: z.string() })])),
  stampCard: z.object({ size: z.int(), has: z.int(), prizes }).nullable(),
  questions: z.array(question),
  answersGift: counted.nullable(),
  consents: z.object({ email: z.array(consent), phone: z.array(consent) }),
})

export const challenge = z.object({
  challenge: maybe.describe('What the code is sent back with; null where the counter has to help.'),
  how: z.enum(['email', 'counter']),
})

export const redemption = z.object({
  id: z.string(),
  state: z.enum(['reserved', 'fulfilled', 'cancelled', 'expired']),
  name: z.string(),
  until: maybe,
  code: maybe,
})

export const historyLine = z.object({
  ...{ id: z.string(), at: z.string(), amount: z.int(), state: z.string(), reason: z.string() },
  unit: z.object({ kind: z.enum(['points', 'stamps', 'money']), currency: maybe, words }),
  ...{ because: maybe, note: maybe, reward: maybe, expiresAt: maybe },
  goods: z
    .object({
      ...{ currency: z.string(), totalMinor: z.int(), more: z.int().describe('Further lines') },
      goods: z.array(z.object({ name: z.string(), quantity: z.number() })).describe('The first three'),
    })
    .nullable()
    .describe('What was bought, or of a return what came back.'),
})

export const me = z.object({
  ...{
    name: z.string(),
    givenName: maybe,
    familyName: maybe,
    nickname: maybe,
    birthday: maybe,
    nameDay: maybe,
  },
  dates: z.array(z.object({ label: z.string(), date: z.string() })),
  ...{ interests: z.array(z.string()), preferences: z.array(z.string()), dietary: z.array(z.string()) },
  ...{ phones: z.array(z.string()), emails: z.array(z.string()), joinedAt: maybe, language: maybe },
  questions: z.array(question.extend({ answer: z.union([z.string(), z.number(), z.boolean()]).nullable() })),
  consents: z.array(
    z.object({
      ...{ purpose: z.string(), channel: z.string(), wording: maybe, asked: z.boolean(), at: maybe },
      state: z.enum(['given', 'awaiting', 'withdrawn', 'none']),
    }),
  ),
  otherDevices: z.int(),
})
