import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { emailField } from '../businesses/businesses.ts'
import { canMail } from '../messages/messages.ts'
import { type App, languageOf } from '../platform/http.ts'
import { signInWith } from './joining.ts'
import { refuseForeignOrigin } from './origin.ts'
import { askForReset, chooseByLink, resetFor } from './resets.ts'
import { type Door, passwordField, welcome } from './sign-in-routes.ts'

/** What asking takes at least, so that the time tells a stranger nothing of who is known. */
const ASKING_MS = 250

const token = z.string().max(120).describe('From the link that was mailed.')
const way = z.object({
  how: z
    .enum(['email', 'operator'])
    .describe('By a link that is mailed; or, where no mail is set up, by the operator’s command.'),
})
const tags = ['Signing in']

/** The way back in for somebody who forgot her password. */
export function resetRoutes(app: App, door: Door): void {
  askRoutes(app, door)
  choosingRoutes(app, door)
}

const wayHere = () => ({ how: canMail() ? ('email' as const) : ('operator' as const) })

function askRoutes(app: App, { database, config: { publicUrl }, trying, tryingAsOne }: Door): void {
  app.get(
    '/api/v1/password-resets',
    {
      config: { scope: 'public' },
      schema: { tags, summary: 'How a forgotten password is replaced here', response: { 200: way } },
    },
    async () => wayHere(),
  )
  app.post(
    '/api/v1/password-resets',
    {
      config: { scope: 'public' },
      preHandler: trying,
      schema: {
        tags,
        summary: 'Ask for a link to choose a new password; the answer is the same for everybody',
        body: z.strictObject({ email: emailField }),
        response: { 202: way },
      },
    },
    async (request, reply) => {
      refuseForeignOrigin(request, publicUrl)
      await tryingAsOne(request)
      const { email } = request.body
      await Promise.all([
        askForReset(database, { email, language: languageOf(request), publicUrl }),
        pause(ASKING_MS),
      ])
      return reply.status(202).send(wayHere())
    },
  )
}

function choosingRoutes(app: App, { database, signIn, config: { publicUrl }, trying }: Door): void {
  app.post(
    '/api/v1/password-resets/look',
    {
      config: { scope: 'public' },
      preHandler: trying,
      schema: {
        tags,
        summary: 'Whose password a link changes',
        body: z.strictObject({ token }),
        response: { 200: z.object({ email: z.string() }) },
      },
    },
    async (request) => ({ email: (await resetFor(database, request.body.token)).email }),
  )
  app.post(
    '/api/v1/password-resets/use',
    {
      config: { scope: 'public' },
      preHandler: trying,
      schema: {
        tags,
        summary: 'Choose a new password by a link: signed out everywhere, and in here',
        body: z.strictObject({ token, password: passwordField }),
      },
    },
    async (request, reply) => {
      refuseForeignOrigin(request, publicUrl)
      const { password } = request.body
      const email = await chooseByLink(database, request.body.token, password)
      return welcome(reply, (await signInWith(signIn, request.headers, { email, password })).cookies)
    },
  )
}
