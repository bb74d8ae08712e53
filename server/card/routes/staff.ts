import { z } from 'zod'
import { customerIdOf, readCustomer } from '../../customers/customers.ts'
import { tell } from '../../journal/journal.ts'
import { type Database, inBusiness } from '../../platform/database.ts'
import { type App, callerOf } from '../../platform/http.ts'
import { idOf } from '../../platform/ids.ts'
import { issueToken, revokeTokens } from '../tokens.ts'

const tags = ['Card']
const ofCustomer = z.object({ id: idOf('customer') })

/** What staff do about somebody's card: show her the way to it, or close it where it was lost. */
export function staffCardRoutes(
  app: App,
  { database, publicUrl }: { database: Database; publicUrl: string },
): void {
  app.post(
    '/api/v1/customers/:id/card-link',
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'A new link to a customer’s card',
        description: 'Shown to her as a QR code. Who has it has her card: it is shown once and kept nowhere.',
        params: ofCustomer,
        response: { 201: z.object({ url: z.string(), token: z.string() }) },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const token = await inBusiness(database, businessId, async (tx) => {
        const customerId = customerIdOf(await readCustomer(tx, request.params.id))
        tell(tx, { what: 'card.link_given', actor, customerId })
        return issueToken(tx, customerId, 'counter')
      })
      return reply.status(201).send({ url: `${publicUrl}/card/${token}`, token })
    },
  )
  app.delete(
    '/api/v1/customers/:id/card-links',
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'Close a customer’s card on every device',
        params: ofCustomer,
        response: { 200: z.object({ closed: z.int() }) },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      return inBusiness(database, businessId, async (tx) => {
        const customerId = customerIdOf(await readCustomer(tx, request.params.id))
        const closed = await revokeTokens(tx, customerId, null)
        tell(tx, { what: 'card.links_closed', actor, customerId, facts: { closed } })
        return { closed }
      })
    },
  )
}
