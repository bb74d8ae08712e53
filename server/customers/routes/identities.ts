import { tell } from '../../journal/journal.ts'
import { type Database, inBusiness } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { type App, callerOf } from '../../platform/http.ts'
import { attemptOf, onlyOnce } from '../../platform/idempotency.ts'
import { readId, showId } from '../../platform/ids.ts'
import { dropIdentity, keepIdentities, refuseTooMany } from '../identities/keeping.ts'
import { countryHere, normalIdentity } from '../identities/normal.ts'
import { likenessBy, suggestDuplicates } from '../merging/likeness.ts'
import { customerShown, newIdentity } from '../profile.ts'
import { readCustomer, readIdentities } from '../reading.ts'
import { lockLiving, nameKeyOf } from '../record.ts'
import { ofCustomer, tags } from './people.ts'

const path = '/api/v1/customers/:id/identities'

/** What a customer is found by: one more, one less. */
export function identityRoutes(app: App, database: Database): void {
  app.post(
    path,
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'Give a customer one more phone, email, card or external id',
        params: ofCustomer,
        body: newIdentity,
        response: { 201: customerShown },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const { label = null, ...written } = request.body
      const { id } = await onlyOnce(database, businessId, attemptOf(request), async (tx) => {
        const record = await lockLiving(tx, request.params.id)
        const identity = normalIdentity(written, await countryHere(tx), 'value')
        await keepIdentities(tx, record.customerId, [{ ...identity, label, field: 'value' }])
        await refuseTooMany(tx, record.customerId, 'value')
        const all = await readIdentities(tx, [record.customerId])
        await suggestDuplicates(tx, likenessBy(record, nameKeyOf(record), all))
        tell(tx, {
          what: 'customer.identity_added',
          actor,
          customerId: record.customerId,
          facts: { ...identity, label },
        })
        return { id: showId('customer', record.customerId) }
      })
      const customer = await inBusiness(database, businessId, (tx) =>
        readCustomer(tx, readId('customer', id)!),
      )
      return reply.status(201).send(customer)
    },
  )
  app.delete(
    path,
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'Take a phone, email, card or external id away',
        params: ofCustomer,
        querystring: newIdentity.omit({ label: true }),
        response: { 200: customerShown },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      return inBusiness(database, businessId, async (tx) => {
        const { customerId } = await lockLiving(tx, request.params.id)
        const identity = normalIdentity(request.query, await countryHere(tx), 'value')
        if (!(await dropIdentity(tx, customerId, identity, actor))) {
          throw new Refused('not_found', undefined, { field: 'value' })
        }
        return readCustomer(tx, customerId)
      })
    },
  )
}
