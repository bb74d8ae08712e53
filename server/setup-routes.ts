import { z } from 'zod'
import type { Config } from './platform/config.ts'
import type { Database } from './platform/database.ts'
import type { App } from './platform/http.ts'
import { setUpFields, setUpFirst } from './setup.ts'
import { signInWith } from './staff/joining.ts'
import { type Door, passwordField, welcome } from './staff/sign-in-routes.ts'
import { hashPassword, refuseForeignOrigin } from './staff/staff.ts'

const { timezone: timeZone, ...fields } = setUpFields
const firstWish = z.strictObject({
  key: z.string().max(100).describe('From the link that the first start prints.'),
  ...fields,
  timeZone,
  ownerName: z.string().trim().min(1).max(200),
  password: passwordField,
})

/** The page behind the link of the first start sets up the installation's first business by this. */
export function setUpRoutes(
  app: App,
  {
    database,
    signIn,
    config,
    trying,
  }: Door & { config: Pick<Config, 'publicUrl' | 'secret'>; database: Database },
): void {
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
