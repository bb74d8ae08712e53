import { z } from 'zod'

/** Nothing a shop counts comes near this, and every product the engine forms of it stays an exact integer. */
export const largestAmount = 1_000_000_000_000
/** All multipliers together; 1e12 minor units × 5000 % is still below 2^53. */
export const largestPercent = 5_000

const id = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_-]{0,39}$/,
    'An id is 1 to 40 small letters, digits, - or _, starting with a letter or digit.',
  )

const whole = (least: number, most: number, what: string) =>
  z
    .int(`${what} is a whole number.`)
    .min(least, `${what} is at least ${least}.`)
    .max(most, `${what} is at most ${most}.`)

const amountMinor = whole(1, largestAmount, 'An amount of money in minor units')
const points = whole(1, largestAmount, 'A number of points')
const days = whole(0, 3_660, 'A number of days')
const months = whole(1, 1_200, 'A number of months')
const date = z.iso.date('A date is written 2026-07-31.')
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day is written 14:00.')
const text = z.string().trim().min(1, 'Write at least one letter.').max(500, 'At most 500 letters.')

/** One text for everybody, or one for each language. A name of things may carry its singular first: "bean|beans". */
const localText = z.union([
  text,
  z
    .record(z.string().regex(/^[a-z]{2,3}$/, 'A language is its two-letter code: hu.'), text)
    .refine((texts) => Object.keys(texts).length > 0, 'Write it in at least one language.')
    .refine((texts) => Object.keys(texts).length <= 20, 'At most 20 languages.'),
])

const names = (most: number) =>
  z
    .array(z.string().trim().min(1, 'A name is not empty.').max(200, 'A name has at most 200 letters.'))
    .min(1, 'Leave the field out when it names nothing.')
    .max(most, `At most ${most} names.`)

const ids = (most: number) =>
  z.array(id).min(1, 'Leave the field out when it names nothing.').max(most, `At most ${most} of them.`)

/** Any of the names inside one key; every key that is there must match. */
const filter = z
  .strictObject({
    skus: names(1_000).optional(),
    categories: names(200).optional(),
    brands: names(200).optional(),
  })
  .refine(
    (where) => where.skus !== undefined || where.categories !== undefined || where.brands !== undefined,
    'Name skus, categories or brands.',
  )

const never = z.strictObject({ kind: z.literal('never') })
const afterMonths = z.strictObject({ kind: z.literal('months'), months, graceDays: days.default(0) })
const endOfYear = z.strictObject({
  kind: z.literal('endOfYear'),
  yearsLater: whole(0, 100, 'A number of years'),
  graceDays: days.default(0),
  month: whole(1, 12, 'A month').default(12),
  day: whole(1, 31, 'A day of the month').default(31),
})
/** Stamps of a season card lapse with the season's last late day. */
const endOfSeason = z.strictObject({ kind: z.literal('endOfSeason'), graceDays: days.default(0) })

export const part = {
  id,
  ids,
  names,
  whole,
  amountMinor,
  points,
  days,
  months,
  date,
  time,
  localText,
  filter,
  debt: z.enum(['clamp', 'negative']),
  expiry: z.discriminatedUnion('kind', [never, afterMonths, endOfYear]),
  cardExpiry: z.discriminatedUnion('kind', [never, afterMonths, endOfYear, endOfSeason]),
  /** Business ids from elsewhere (locations, rewards): whether they exist is for their owner to say. */
  foreignId: z.string().trim().min(1, 'An id is not empty.').max(80, 'An id has at most 80 letters.'),
}
