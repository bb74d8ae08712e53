import { z } from 'zod'
import { dayField } from '../platform/http/day.ts'
import { readId } from '../platform/ids.ts'

/**
 * Which customers are wanted, as it stands in an address: every field may be left out, what is given must all hold.
 * The same words are the filter of a list, of a count, of a saved filter and of something done for many at once.
 */

const day = dayField.meta({ example: '2026-11-01' })
// A number in a body, its digits in an address; nothing else is one (null and [] are 0 to JavaScript).
const whole = (min: number, max: number) =>
  z
    .union([
      z.number(),
      z
        .string()
        .regex(/^-?\d{1,16}$/, { error: 'must be a whole number' })
        .transform(Number),
    ])
    .pipe(z.int().min(min).max(max))
const count = whole(0, 1_000_000_000)
const money = whole(0, 9_000_000_000_000)
const points = whole(-9_000_000_000_000, 9_000_000_000_000)
const word = (max: number) => z.string().trim().min(1).max(max)

/** One value or several: `tier=gold&tier=silver`. */
function several<Item extends z.ZodType<string, string>>(item: Item, atMost = 20) {
  return z
    .union([item, z.array(item).max(atMost)])
    .transform((given) => (Array.isArray(given) ? given : [given]) as string[])
    .meta({ example: undefined })
}

/** No customer has it: the word in place of a value. */
export const NONE = 'none'

export const filterFields = {
  query: z.string().max(200).optional().meta({
    description: 'Whatever is known of a customer, as in GET /customers. At most 200 are found by it.',
  }),
  tier: several(word(60)).optional().meta({ description: 'Ids of tiers; none: without one.' }),
  lastFrom: day.optional().meta({ description: 'Bought last on this day or later.' }),
  lastUntil: day.optional().meta({ description: 'Bought last on this day or earlier.' }),
  purchasesMin: count.optional(),
  purchasesMax: count.optional().meta({ description: '0: has not bought yet.' }),
  spentMin: money.optional().meta({ description: 'In minor units, net of returns.' }),
  spentMax: money.optional(),
  pointsMin: points.optional(),
  pointsMax: points.optional(),
  birthMonth: whole(1, 12).optional(),
  birthdayWithin: whole(0, 365)
    .optional()
    .meta({ description: 'Has a birthday today or within so many days.' }),
  joinedFrom: day.optional(),
  joinedUntil: day.optional(),
  source: several(word(200)).optional().meta({ description: 'Where they came from; none: not known.' }),
  language: several(word(35)).optional().meta({ description: 'Language tags; none: not known.' }),
  consent: z
    .string()
    .regex(/^[a-z][a-z0-9_.-]{0,49}:[a-z]{2,20}$/, {
      error: 'must be a purpose and a channel like news:email',
    })
    .optional()
    .meta({ example: 'news:email', description: 'Those who said yes to it and have not taken it back.' }),
  reach: z
    .enum(['email', 'phone', 'both', 'none'])
    .optional()
    .meta({ description: 'Whether an email address or a phone number is known.' }),
  duplicates: z
    .enum(['true'])
    .optional()
    .meta({ description: 'Only those who may be the same person as somebody else.' }),
  answer: several(
    z.string().regex(/^[a-z][a-zA-Z0-9_]{0,49}=.{0,200}$/su, {
      error: 'must be a question and its answer like tea=green',
    }),
  )
    .optional()
    .meta({ description: 'Own questions: key=value; key= for any answer.' }),
}

/** What came in an address, read. */
export const filterQuery = z.strictObject(filterFields)
export type Filter = z.output<typeof filterQuery>

export const sorts = ['newest', 'oldest', 'name', 'last', 'spent', 'purchases', 'points'] as const
export type Sort = (typeof sorts)[number]

/** Where a page ended: the value by which it is ordered (null in the part that has none), and the customer. */
export interface Mark {
  value: string | null
  customerId: string
}

export function writeMark({ value, customerId }: Mark): string {
  return Buffer.from(JSON.stringify([value, customerId])).toString('base64url')
}

/** The `after` of a list: what was the `next` of the page before. */
export const markField = z
  .string()
  .max(600)
  .transform((text, context): Mark => {
    const mark = readMark(text)
    if (mark) return mark
    context.addIssue({ code: 'custom', message: 'must be the next of the page before' })
    return z.NEVER
  })

function readMark(text: string): Mark | undefined {
  try {
    const [value, customerId, ...more] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    const known =
      typeof customerId === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(customerId)
    if (!known || more.length > 0 || !(value === null || typeof value === 'string')) return undefined
    return value?.includes('\0') ? undefined : { value, customerId }
  } catch {
    return readId('customer', text) ? { value: null, customerId: readId('customer', text)! } : undefined
  }
}
