import { z } from 'zod'
import { type Database, inBusiness } from '../platform/database.ts'
import { cutPage, pageOf, pageQuery } from '../platform/http/paging.ts'
import { type App, callerOf, scopes } from '../platform/http.ts'
import { attemptOf, onlyOnce } from '../platform/idempotency.ts'
import { idOf, showId } from '../platform/ids.ts'
import { type ApiKey, apiKeysOf, createApiKey, refuseBeyondOwn, revokeApiKey } from './api-keys.ts'

const shownKey = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: z.string(),
  lastUsedOn: z.string().nullable(),
  revokedAt: z.string().nullable(),
})
const keyWish = z.strictObject({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
})
const createdKey = shownKey.extend({
  token: z.string().nullable().describe('Shown once: null when the request was repeated under its key.'),
})
const tags = ['API keys']

/** The keys that programs come with. */
export function apiKeyRoutes(app: App, database: Database): void {
  listKeys(app, database)
  makeKey(app, database)
  revokeKey(app, database)
}

function listKeys(app: App, database: Database): void {
  app.get(
    '/api/v1/api-keys',
    {
      config: { scope: 'keys:write' },
      schema: {
        tags,
        summary: 'API keys, without their secrets',
        querystring: pageQuery(idOf('apiKey')),
        response: { 200: pageOf(shownKey) },
      },
    },
    async (request) => {
      const { after = null, limit } = request.query
      const rows = await inBusiness(database, callerOf(request).businessId, (tx) =>
        apiKeysOf(tx, after, limit + 1),
      )
      return cutPage(rows, limit, { show, cursor: (row) => showId('apiKey', row.apiKeyId) })
    },
  )
}

function makeKey(app: App, database: Database): void {
  app.post(
    '/api/v1/api-keys',
    {
      config: { scope: 'keys:write' },
      schema: {
        tags,
        summary: 'Make an API key; its token is shown only now',
        body: keyWish,
        response: { 201: createdKey },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const { name, scopes: wanted } = request.body
      refuseBeyondOwn(caller, wanted, 'scopes')
      // The answer is kept for repeated requests, so the token must not be in it.
      let token: string | null = null
      const kept = await onlyOnce(database, caller.businessId, attemptOf(request), async (tx) => {
        const made = await createApiKey(tx, { name, scopes: wanted, actor: caller.actor })
        token = made.token
        return show(made.apiKey)
      })
      return reply.status(201).send({ ...kept, token })
    },
  )
}

function revokeKey(app: App, database: Database): void {
  app.delete(
    '/api/v1/api-keys/:id',
    {
      config: { scope: 'keys:write' },
      schema: {
        tags,
        summary: 'Revoke an API key',
        params: z.object({ id: idOf('apiKey') }),
        response: { 200: shownKey },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const { id } = request.params
      return show(await inBusiness(database, businessId, (tx) => revokeApiKey(tx, id, actor)))
    },
  )
}

function show({ apiKeyId, name, scopes: allowed, createdAt, lastUsedOn, revokedAt }: ApiKey) {
  return {
    id: showId('apiKey', apiKeyId),
    name,
    scopes: allowed,
    createdAt: createdAt.toString(),
    lastUsedOn,
    revokedAt: revokedAt?.toString() ?? null,
  }
}
