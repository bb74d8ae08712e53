import { z } from 'zod'
import { findCustomer } from '../customers/customers.ts'
import { type Database, inBusiness } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { type App, callerOf } from '../platform/http.ts'
import { idOf } from '../platform/ids.ts'
import { shownRow } from '../segments/segments.ts'
import { reasons, seeTo, type Today, todayOf } from './today.ts'

const shownPerson = z.object({
  reason: z.enum(reasons),
  customer: shownRow,
  seen: z.boolean().describe('Somebody has seen to it today.'),
  gapDays: z.number().optional().describe('slipping: days between two of her visits, on average'),
  awayDays: z.int().optional(),
  yearlyMinor: z.int().nullable().optional().describe('slipping: about what she brings in a year'),
  totalMinor: z.int().optional().describe('thank: what she bought for yesterday'),
  bought: z.string().nullable().optional(),
  servedBy: z.string().nullable().optional(),
  day: z.string().optional().describe('birthday, name_day'),
  inDays: z.int().optional(),
  turns: z.int().nullable().optional(),
  points: z.int().optional().describe('expiring'),
  expiresAt: z.string().optional(),
  reward: z
    .record(z.string(), z.string())
    .optional()
    .describe('waiting: the name of the reward, by language'),
  until: z.string().optional(),
  more: z.int().optional().describe('waiting: how many others wait for her'),
})
const shownToday = z.object({
  day: z.string(),
  yesterday: z
    .object({
      ...{ day: z.string(), purchases: z.int(), known: z.int(), people: z.int(), salesMinor: z.int() },
      usualMinor: z.int().nullable().describe('The median of that weekday in the eight weeks before'),
      against: z.enum(['usual', 'above', 'below']).nullable(),
    })
    .nullable()
    .describe('Null without the right to see what the shop makes.'),
  thankFromMinor: z.int(),
  people: z.array(shownPerson),
  slipping: z
    .object({ customers: z.int(), yearMinor: z.int().nullable() })
    .describe('All who are slipping; `people` names those who bring most'),
  duplicates: z.int(),
  conflicts: z.int(),
  upkeep: z
    .array(
      z.object({
        what: z.enum(['apple_wallet', 'google_wallet']),
        state: z.enum(['expiring', 'expired', 'lost']),
        at: z.string().nullable(),
      }),
    )
    .describe('What of the shop’s own stops working unless somebody sees to it; for who may.'),
  steps: z.array(z.object({ step: z.enum(['customer', 'purchase', 'staff']), done: z.boolean() })).nullable(),
})
const tags = ['Today']

/** The morning's list. */
export function todayRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/today',
    {
      config: { scope: 'customers:read' },
      schema: { tags, summary: 'Whom to think of today, and why', response: { 200: shownToday } },
    },
    async (request) => {
      const { businessId, scopes } = callerOf(request)
      const money = scopes.has('insights:read')
      const sees = { money, keeps: scopes.has('business:write') }
      return show(await inBusiness(database, businessId, (tx) => todayOf(tx, sees)), money)
    },
  )
  app.put(
    '/api/v1/today/:reason/:customer',
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'Say that somebody has been seen to for today, or has not after all',
        params: z.object({ reason: z.enum(reasons), customer: idOf('customer') }),
        body: z.strictObject({ seen: z.boolean() }),
        response: { 200: z.object({ seen: z.boolean() }) },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const { reason, customer } = request.params
      const { seen } = request.body
      await inBusiness(database, businessId, async (tx) => {
        const customerId = await findCustomer(tx, { id: customer }, 'customer')
        if (!customerId) throw new Refused('customer.not_found', undefined, { field: 'customer' })
        await seeTo(tx, { reason, customerId, seen }, actor)
      })
      return { seen }
    },
  )
}

function show(today: Today, money: boolean): z.output<typeof shownToday> {
  const people = today.people.map(({ customerId: _, ...one }) =>
    one.reason === 'slipping' && !money ? { ...one, yearlyMinor: null } : one,
  )
  return { ...today, people } as z.output<typeof shownToday>
}
