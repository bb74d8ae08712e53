import { Readable } from 'node:stream'
import { z } from 'zod'
import { businessOf, nowOf } from '../businesses/businesses.ts'
import { type Database, inBusiness } from '../platform/database.ts'
import { dayField } from '../platform/http/day.ts'
import { type App, callerOf } from '../platform/http.ts'
import { documentOf, type ProgrammeDocument } from '../programme/programme.ts'
import { type Answer, type Simulation, simulate, usualMarginPercent } from './simulation.ts'
import { telling } from './telling.ts'

const day = dayField.meta({ description: 'A shop day.', example: '2026-10-01' })
const document = z.record(z.string(), z.unknown()).meta({
  description: 'A programme, as `PUT /programme` takes it.',
  example: { format: 1, points: null, rules: [] },
})
const replay = z.strictObject({ document, from: day.optional(), until: day.optional() })
const percent = z.number().min(0).max(100)
const simulation = z.strictObject({
  /** One programme, or two to be laid side by side. */
  programmes: z.array(document).min(1).max(2),
  from: day.optional(),
  until: day.optional(),
  redeemersPercent: percent.optional(),
  fromPoints: z.int().min(1).optional(),
  marginPercent: percent.min(1).optional(),
  prizeMinor: z.record(z.string(), z.int().min(0)).optional(),
  joiningGifts: z.boolean().optional(),
})

// About two seconds of one core: an answer that somebody waits for. The command goes through all of it.
const MOST_PURCHASES = 100_000
const LINES = 'application/x-ndjson'
const reading = { scope: 'insights:read' } as const

/** What a programme would have come to, played over the business's own past. Nothing is written. */
export function simulationRoutes(app: App, database: Database): void {
  app.post(
    '/api/v1/programme/replay',
    {
      config: reading,
      schema: {
        tags: ['Programme'],
        summary:
          'What the purchases of a span would have earned under a programme; last month when none is named',
        body: replay,
      },
    },
    async (request) => {
      const { businessId } = callerOf(request)
      const document = documentOf(request.body.document, 'document')
      const last = await lastMonth(database, businessId)
      const answer = await simulate(database, businessId, {
        ...{ document, mostPurchases: MOST_PURCHASES },
        from: request.body.from ?? last.from,
        until: request.body.until ?? last.until,
        // What was given in a month is owed: who will fetch it is another question.
        behaviour: { redeemersPercent: 0 },
      })
      return replayed(answer)
    },
  )
  app.post(
    '/api/v1/insights/simulation',
    {
      config: reading,
      schema: {
        tags: ['Insight'],
        summary:
          'One or two programmes played over the past: reach, cost, liability by month, who would cost most',
        description: `The margin is ${usualMarginPercent} % where it isn't said. Above ${MOST_PURCHASES} purchases every nth customer is played and sums are scaled up (\`counted.everyCustomer\`). Asked with \`Accept: application/x-ndjson\`, everybody is played, and the answer is a line of JSON at a time: \`{"done", "of"}\` in purchases while it runs, then \`{"result": …}\` with the same answer; closing the connection calls it off.`,
        body: simulation,
      },
    },
    async (request, reply) => {
      const { programmes, ...wish } = request.body
      const { businessId } = callerOf(request)
      const documents = programmes.map((one, index) => documentOf(one, `programmes.${index}`))
      if (!request.headers.accept?.includes(LINES))
        return simulateAll(database, businessId, { documents, ...wish, mostPurchases: MOST_PURCHASES })
      const told = telling(
        (onProgress) => simulateAll(database, businessId, { documents, ...wish, onProgress }),
        (error) => request.log.error(error),
      )
      return reply.type(LINES).header('x-accel-buffering', 'no').send(Readable.from(told))
    },
  )
}

type Wish = Omit<z.output<typeof simulation>, 'programmes'> & {
  documents: readonly ProgrammeDocument[]
} & Pick<Simulation, 'mostPurchases' | 'onProgress'>

/** One programme after the other, each without and with the cap that would bound it. */
async function simulateAll(
  database: Database,
  businessId: string,
  { documents, from, until, marginPercent, joiningGifts, mostPurchases, onProgress, ...behaviour }: Wish,
): Promise<{ items: Answer[] }> {
  const items: Answer[] = []
  for (const [index, document] of documents.entries())
    items.push(
      await simulate(database, businessId, {
        ...{ document, from, until, behaviour, marginPercent, joiningGifts, mostPurchases, withCap: true },
        onProgress: (done, of) => onProgress?.(index * of + done, documents.length * of),
      }),
    )
  return { items }
}

/** The calendar month before the present one, at the shop. */
async function lastMonth(database: Database, businessId: string): Promise<{ from: string; until: string }> {
  return inBusiness(database, businessId, async (tx) => {
    const today = (await nowOf(tx)).toZonedDateTimeISO((await businessOf(tx)).timeZone).toPlainDate()
    const from = today.with({ day: 1 }).subtract({ months: 1 })
    return { from: from.toString(), until: from.with({ day: from.daysInMonth }).toString() }
  })
}

function replayed({ currency, period, counted, members, points, stamps, prizes, cost, top }: Answer) {
  return {
    ...{ currency, period, stamps },
    customers: counted.customers,
    reached: members.reached,
    purchases: counted.purchases,
    salesMinor: counted.salesMinor,
    withoutCustomer: counted.withoutCustomer,
    everyCustomer: counted.everyCustomer,
    points: points.earned + points.joining,
    prizes: prizes.map(({ card, at, name, given }) => ({ card, at, name, given })),
    costMinor: cost.totalMinor,
    prizesUnpriced: cost.prizesUnpriced,
    shareOfSales: cost.shareOfSales,
    top,
  }
}
