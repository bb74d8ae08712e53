import { z } from 'zod'
import type { Config } from './platform/config.ts'
import type { Database } from './platform/database.ts'
import { Refused } from './platform/errors.ts'
import type { App } from './platform/http.ts'
import { attemptOf } from './platform/idempotency.ts'
import { showId } from './platform/ids.ts'
import { setUpFields, setUpFirst, setUpFurther } from './setup.ts'
import { signInWith } from './staff/joining.ts'
import { personOf } from './staff/sessions.ts'
import { type Door, passwordField, welcome } from './staff/sign-in-routes.ts'
import { hashPassword, refuseForeignOrigin, seatsOf } from './staff/staff.ts'

const { timezone: timeZone, ownerEmail, ...fields } = setUpFields
const firstWish = z.strictObject({
  key: z.string().max(100).describe('From the link that the first start prints.'),
  ...fields,
  timeZone,
  ownerEmail,
  ownerName: z.string().trim().min(1).max(200),
  password: passwordField,
})

/** However many a person has: what she is shown at the door stays short. */
const BUSINESSES_AT_MOST = 20

type Place = Door & { config: Pick<Config, 'publicUrl' | 'secret'>; database: Database }

/** Businesses that are set up in the browser: the installation's first, and further ones of somebody who has one. */
export function setUpRoutes(app: App, place: Place): void {
  firstRoute(app, place)
  furtherRoute(app, place)
}

/** The page behind the link of the first start sets up the installation's first business by this. */
function firstRoute(app: App, { database, signIn, config, trying }: Place): void {
  app.post(
    '/api/v1/setup',
    {
      config: { scope: 'public' },
      preHandler: trying,
      schema: { tags: ['Signing in'], summary: 'Set up the first business', body: firstWish },
    },
    async (request, reply) => {
      refuseForeignOrigin(request, config.publicUrl)
      const { password, ...wish } = request.body
      const passwordHash = await hashPassword(password)
      await setUpFirst(database, config.secret, { ...wish, passwordHash })
      const person = { email: wish.ownerEmail, password }
      return welcome(reply, (await signInWith(signIn, request.headers, person)).cookies)
    },
  )
}

function furtherRoute(app: App, { database, signIn, config, trying }: Place): void {
  app.post(
    '/api/v1/businesses',
    {
      config: { scope: 'public' },
      preHandler: trying,
      schema: {
        tags: ['Business'],
        summary: 'Set up a further business, as an owner who is signed in',
        body: z.strictObject({ ...fields, timeZone }),
        response: { 201: z.object({ businessId: z.string() }) },
      },
    },
    async (request, reply) => {
      refuseForeignOrigin(request, config.publicUrl)
      const person = await personOf(signIn, request.headers)
      if (!person) throw new Refused('access.missing')
      const owned = (await seatsOf(database, person.userId)).filter(({ role }) => role === 'owner')
      if (owned.length === 0)
        throw new Refused('access.denied', undefined, { params: { scope: 'business:write' } })
      const { key } = attemptOf(request)
      if (owned.length >= BUSINESSES_AT_MOST)
        throw new Refused('business.too_many', undefined, { params: { most: BUSINESSES_AT_MOST } })
      const id = await setUpFurther(database, person, request.body, key)
      return reply.status(201).send({ businessId: showId('business', id) })
    },
  )
}
