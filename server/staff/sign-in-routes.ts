import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { businessOf } from '../businesses/businesses.ts'
import type { Config } from '../platform/config.ts'
import { type Database, inBusiness } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Limit } from '../platform/http/limits.ts'
import type { App } from '../platform/http.ts'
import { showId } from '../platform/ids.ts'
import type { RefusalCode } from '../platform/refusals.ts'
import { invitedBy, readInvitation } from './invitations.ts'
import { join } from './joining.ts'
import { refuseForeignOrigin } from './origin.ts'
import { forgetExpired, isKnown } from './people.ts'
import { rightsOf, roles } from './roles.ts'
import { type OwnSeat, seatsOf } from './seats.ts'
import { personOf } from './sessions.ts'
import {
  CLIENT_ADDRESS_HEADER,
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  SIGN_IN_PATH,
  type SignIn,
} from './sign-in.ts'

export interface Door {
  database: Database
  signIn: SignIn
  config: Pick<Config, 'publicUrl'>
  /** Holds back whoever tries passwords or links. */
  trying: Limit
  /** Holds back many who try the passwords of one address. */
  tryingAsOne: Limit
}

/** What of better-auth is open to the world. Everything else it could do is not there. */
const open = new Set([
  'POST /sign-in/email',
  'POST /sign-out',
  'POST /change-password',
  'POST /revoke-other-sessions',
  'GET /passkey/generate-register-options',
  'POST /passkey/verify-registration',
  'GET /passkey/generate-authenticate-options',
  'POST /passkey/verify-authentication',
  'GET /passkey/list-user-passkeys',
  'POST /passkey/delete-passkey',
])
const tries: ReadonlySet<string> = new Set([
  '/sign-in/email',
  '/change-password',
  '/passkey/generate-authenticate-options',
  '/passkey/verify-authentication',
])

/** Hands signing in to better-auth, and what it refuses back in our own words. */
export function signInRoutes(
  app: App,
  { database, signIn, config: { publicUrl }, trying, tryingAsOne }: Door,
): void {
  app.route({
    method: ['GET', 'POST'],
    url: `${SIGN_IN_PATH}/*`,
    config: { scope: 'public' },
    schema: { hide: true },
    handler: async (request, reply) => {
      const url = new URL(request.url, publicUrl)
      const path = url.pathname.slice(SIGN_IN_PATH.length)
      if (!open.has(`${request.method} ${path}`)) throw new Refused('not_found')
      refuseForeignOrigin(request, publicUrl)
      if (tries.has(path)) await trying(request)
      if (path === '/sign-in/email') await tryingAsOne(request)
      const answer = await signIn.handler(asWebRequest(request, url))
      if (!answer.ok) throw await refusalOf(answer, path)
      for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie)
      if (path === '/sign-in/email') await forgetExpired(database)
      // The body of a sign-in repeats the session's token, which is nothing for a script to see.
      const body = request.method === 'GET' ? await answer.text() : '{"done":true}'
      return reply.header('cache-control', 'no-store').type('application/json').send(body)
    },
  })
}

function asWebRequest(request: FastifyRequest, url: URL): Request {
  const headers = new Headers()
  for (const name of ['cookie', 'origin', 'host', 'user-agent'] as const) {
    const value = request.headers[name]
    if (value) headers.set(name, value)
  }
  headers.set(CLIENT_ADDRESS_HEADER, request.ip)
  if (request.method === 'GET') return new Request(url, { headers })
  headers.set('content-type', 'application/json')
  return new Request(url, { method: 'POST', headers, body: JSON.stringify(request.body ?? {}) })
}

const meanings: Record<string, RefusalCode> = {
  INVALID_EMAIL_OR_PASSWORD: 'sign_in.wrong',
  INVALID_PASSWORD: 'sign_in.wrong',
  SESSION_NOT_FRESH: 'sign_in.not_fresh',
}

async function refusalOf(answer: Response, path: string): Promise<Error> {
  const { code = '', message = '' } = (await answer.json().catch(() => ({}))) as Record<string, string>
  if (answer.status >= 500) return new Error(`${path} answered ${answer.status} ${code} ${message}`)
  const meaning = meanings[code]
  if (meaning) return new Refused(meaning)
  if (path.startsWith('/passkey/verify')) return new Refused('sign_in.passkey_failed')
  if (answer.status === 401) return new Refused('access.missing')
  return new Refused('request.invalid', message || undefined, { field: 'request' })
}

const token = z.object({ token: z.string().max(120) })
export const passwordField = z
  .string()
  .min(MIN_PASSWORD_LENGTH, { error: `must have at least ${MIN_PASSWORD_LENGTH} characters` })
  .max(MAX_PASSWORD_LENGTH)
const shownInvitation = z.object({
  business: z.string(),
  language: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  known: z
    .boolean()
    .describe('Whether this person can sign in already, and so must give the password she has.'),
})
const joinWish = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  password: passwordField,
})
const tags = ['Signing in']

/** Invitations: the page behind a one-time link reads and uses them. */
export function invitationRoutes(app: App, { database, signIn, config, trying }: Door): void {
  app.get(
    '/api/v1/setup/:token',
    {
      config: { scope: 'public' },
      preHandler: trying,
      schema: { tags, summary: 'Whom a link invites', params: token, response: { 200: shownInvitation } },
    },
    async (request) => {
      const invitation = readInvitation(request.params.token)
      const { name, email, role } = await invitedBy(database, invitation)
      const business = await inBusiness(database, invitation.businessId, businessOf)
      const known = await isKnown(database, email)
      return { business: business.name, language: business.language, name, email, role, known }
    },
  )
  app.post(
    '/api/v1/setup/:token',
    {
      config: { scope: 'public' },
      preHandler: trying,
      schema: { tags, summary: 'Take the seat and sign in', params: token, body: joinWish },
    },
    async (request, reply) => {
      refuseForeignOrigin(request, config.publicUrl)
      const { name = null, password } = request.body
      const { cookies } = await join({ database, signIn }, request.params.token, request.headers, {
        name,
        password,
      })
      return welcome(reply, cookies)
    },
  )
}

/** Answers with the cookies that sign a person in. */
export function welcome(reply: FastifyReply, cookies: string[]): FastifyReply {
  for (const cookie of cookies) reply.header('set-cookie', cookie)
  return reply.status(201).header('cache-control', 'no-store').send({ signedIn: true })
}

const shownSelf = z.object({
  name: z.string(),
  email: z.string(),
  seats: z.array(
    z.object({
      businessId: z.string(),
      business: z.string(),
      staffId: z.string(),
      role: z.enum(roles),
      scopes: z.array(z.string()),
    }),
  ),
})

/** Who is signed in, and in which businesses she has a seat. */
export function selfRoutes(app: App, { database, signIn }: Door): void {
  app.get(
    '/api/v1/me',
    {
      config: { scope: 'public' },
      schema: { tags, summary: 'Who is signed in', response: { 200: shownSelf } },
    },
    async (request, reply) => {
      const self = await selfOf({ database, signIn }, request, reply)
      if (!self) throw new Refused('access.missing')
      return self
    },
  )
}

/** Who is signed in, as she is shown to herself; null when nobody is. */
export async function selfOf(
  { database, signIn }: Pick<Door, 'database' | 'signIn'>,
  { headers }: FastifyRequest,
  reply: FastifyReply,
): Promise<z.infer<typeof shownSelf> | null> {
  const person = await personOf(signIn, headers, reply)
  if (!person) return null
  const seats = await seatsOf(database, person.userId)
  const { name, email } = person
  return { name, email, seats: await Promise.all(seats.map((seat) => showSeat(database, seat))) }
}

async function showSeat(database: Database, { businessId, staffId, role }: OwnSeat) {
  const business = await inBusiness(database, businessId, businessOf)
  return {
    businessId: showId('business', businessId),
    business: business.name,
    staffId: showId('staff', staffId),
    role,
    scopes: [...rightsOf(role)],
  }
}
