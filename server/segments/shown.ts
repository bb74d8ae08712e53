import { z } from 'zod'

const maybe = z.string().nullable()
/** A customer as a list shows her. */
export const shownRow = z.object({
  ...{ id: z.string(), name: z.string(), phone: maybe, email: maybe, birthday: maybe, joinedAt: maybe },
  ...{ acquisition: maybe, tier: maybe, points: z.int() },
  stamps: z.array(z.object({ unit: z.string(), stamps: z.int() })),
  ...{ purchases: z.int(), days: z.int(), spentMinor: z.int(), firstDay: maybe, lastDay: maybe },
  usualGapDays: z.int().nullable().describe('The mean days between two visits'),
  slipping: z.boolean().describe('Away for more than twice that, and not yet for so long that she has left'),
  visits: z
    .array(z.object({ day: z.string(), amountMinor: z.int() }))
    .describe('Within half a year, at most 60, the oldest first'),
  duplicateOf: maybe.describe('Somebody who may be the same person'),
})
