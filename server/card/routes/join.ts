import { z } from 'zod'
import { businessOf } from '../../businesses/businesses.ts'
import { type Database, inBusiness, type Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import type { Limit } from '../../platform/http/limits.ts'
import { type App, type FastifyRequest, languageOf } from '../../platform/http.ts'
import { attemptOf, onlyOnce } from '../../platform/idempotency.ts'
import { type CustomerId, idOf, readId, showId } from '../../platform/ids.ts'
import { confirmByLink } from '../consents.ts'
import { joinByCard, joinPage as readJoinPage } from '../joining.ts'
import { startRecovery, tryCode } from '../recovery.ts'
import { purposes } from '../setting.ts'
import { issueToken } from '../tokens.ts'
import { countComer } from '../tries.ts'
import { challenge, joinPage } from './shapes.ts'

const tags = ['Joining']
const ofBusiness = z.object({ business: idOf('business') })
const email = z.string().trim().min(3).max(320)
const phone = z.string().trim().min(3).max(60)
const reach = z
  .strictObject({ email: email.optional(), phone: phone.optional() })
  .refine((body) => body.email !== undefined || body.phone !== undefined, {
    error: 'must have an email or a phone',
    path: ['email'],
  })
const wish = z.strictObject({
  name: z.string().trim().min(1).max(200),
  email: email.optional(),
  phone: phone.optional(),
  agrees: z.array(z.enum(purposes)).max(purposes.length).default([]),
  answers: z
    .record(z.string().max(50), z.union([z.string().max(1000), z.number(), z.boolean()]))
    .default({})
    .refine((answers) => Object.keys(answers).length <= 100, { error: 'must not be more than 100' }),
})
const opened = z.object({ token: z.string().describe('What opens her card: /card/<token>.') })
const joined = z.object({ state: z.literal('joined'), ...opened.shape })
const here = z.object({ state: z.literal('here'), ...challenge.shape })

export interface JoinDeps {
  database: Database
  publicUrl: string
  /** Per address of the network, and per address that a code would go to. */
  trying: Limit
  tryingAsOne: Limit
  visiting: Limit
}

/** What anybody may: see how one joins, join, and find a lost card again. */
export function joinRoutes(app: App, deps: JoinDeps): void {
  const { database, trying, visiting } = deps
  app.get(
    '/api/v1/join/:business',
    {
      config: { scope: 'public' },
      schema: {
        tags,
        summary: 'What joining a business looks like: its gift, its questions, what it asks consent for',
        params: ofBusiness,
        response: { 200: joinPage },
      },
    },
    async (request) => {
      await visiting(request)
      return atBusiness(database, request, (tx) => readJoinPage(tx, languageOf(request)))
    },
  )
  joinRoute(app, deps)
  recoveryRoutes(app, deps)
  app.post(
    '/api/v1/join/:business/confirm',
    {
      config: { scope: 'public' },
      schema: {
        tags,
        summary: 'Confirm by the link of a mail that it was she who agreed',
        params: ofBusiness,
        body: z.strictObject({ consent: idOf('consent'), secret: z.string().min(1).max(64) }),
        response: { 200: z.object({ confirmed: z.literal(true) }) },
      },
    },
    async (request) => {
      await trying(request)
      const { consent: consentId, secret } = request.body
      await atBusiness(database, request, (tx) => confirmByLink(tx, { consentId, secret }))
      return { confirmed: true as const }
    },
  )
}

function joinRoute(app: App, { database, publicUrl, trying, tryingAsOne }: JoinDeps): void {
  app.post(
    '/api/v1/join/:business',
    {
      config: { scope: 'public' },
      schema: {
        tags,
        summary: 'Join a business',
        description:
          'Who is here already is told so, and nothing more: her card opens by a code to her own address, or at the counter.',
        params: ofBusiness,
        body: wish,
        response: { 200: here, 201: joined },
      },
    },
    async (request, reply) => {
      await Promise.all([trying(request), tryingAsOne(request)])
      const { business } = request.params
      const body = request.body
      if (body.email === undefined && body.phone === undefined)
        throw new Refused('card.way_to_reach', undefined, { field: 'email' })
      const language = languageOf(request)
      // Only the customer is kept under the key; asked again, she gets another link to the same card.
      const join = () =>
        onlyOnce(database, business, attemptOf(request), async (tx) => {
          await mustBe(tx)
          const done = await joinByCard(tx, { ...body, language }, publicUrl)
          return 'customerId' in done ? { customer: showId('customer', done.customerId) } : done
        })
      // Somebody joined with the same number a moment ago: looked at again, she is here already.
      const answer = await join().catch((error) => {
        if (error instanceof Refused && error.code === 'customer.identity_taken') return join()
        throw error
      })
      if (!('customer' in answer)) {
        // Only who comes upon somebody's card counts: a whole shop may join on one line.
        await countComer(database, business, { ip: request.ip, address: body.email ?? body.phone })
        return reply.status(200).send({ state: 'here', ...answer })
      }
      const customerId = readId('customer', answer.customer) as CustomerId
      const token = await inBusiness(database, business, async (tx) => issueToken(tx, customerId, 'join'))
      return reply.status(201).send({ state: 'joined', token })
    },
  )
}

function recoveryRoutes(app: App, { database, trying, tryingAsOne }: JoinDeps): void {
  app.post(
    '/api/v1/join/:business/recover',
    {
      config: { scope: 'public' },
      schema: {
        tags,
        summary: 'Ask for a code to a lost card',
        description: 'The answer is the same whether the address is known or not.',
        params: ofBusiness,
        body: reach,
        response: { 200: challenge },
      },
    },
    async (request) => {
      await Promise.all([trying(request), tryingAsOne(request)])
      await atBusiness(database, request, async () => undefined)
      const address = request.body.email ?? request.body.phone
      await countComer(database, request.params.business, { ip: request.ip, address })
      return atBusiness(database, request, (tx) => startRecovery(tx, request.body, languageOf(request)))
    },
  )
  app.post(
    '/api/v1/join/:business/recover/code',
    {
      config: { scope: 'public' },
      schema: {
        tags,
        summary: 'Open a card by the code that was sent',
        description: 'Five tries, within ten minutes.',
        params: ofBusiness,
        body: z.strictObject({
          challenge: z.uuid(),
          code: z
            .string()
            .trim()
            .regex(/^\d{6}$/, { error: 'must be six digits' }),
        }),
        response: { 200: opened },
      },
    },
    async (request) => {
      await trying(request)
      const { challenge: asked, code } = request.body
      await atBusiness(database, request, async () => undefined)
      await countComer(database, request.params.business, { ip: request.ip })
      const found = await atBusiness(database, request, (tx) => tryCode(tx, asked, code))
      if (!found) throw new Refused('card.one_time_wrong', undefined, { field: 'code' })
      return found
    },
  )
}

type AtBusiness = FastifyRequest<{ Params: z.output<typeof ofBusiness> }>

/** A business that isn't there is not found, in place of an empty one. */
async function atBusiness<Result>(
  database: Database,
  request: Pick<AtBusiness, 'params'>,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return inBusiness(database, request.params.business, async (tx) => {
    await mustBe(tx)
    return work(tx)
  })
}

async function mustBe(tx: Tx): Promise<void> {
  await businessOf(tx)
}
