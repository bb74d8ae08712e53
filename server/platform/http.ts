import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Tx } from './database.ts'
import { Refused } from './errors.ts'
import { refuseHostile } from './http/hostile.ts'
import { answerProblem } from './http/problems.ts'
import type { BusinessId } from './ids.ts'
import type { Language } from './refusals.ts'

/** The rights that an API key or a role can have. A route names the one it needs. */
export const scopes = [
  'business:read',
  'business:write',
  'staff:read',
  'staff:write',
  'keys:write',
  'customers:read',
  'customers:write',
  'customers:erase',
  'purchases:read',
  'purchases:write',
  'points:adjust',
  'programme:read',
  'programme:write',
  'rewards:read',
  'rewards:write',
  'redemptions:write',
  'journal:read',
  'imports:write',
  'exports:write',
  'insights:read',
] as const
export type Scope = (typeof scopes)[number]

/** Who did it, as the journal writes it. */
export interface Actor {
  kind: 'key' | 'staff' | 'customer' | 'system' | 'import'
  id: string | null
}

/** Who is asking, for which business, with which rights. */
export interface Caller {
  businessId: BusinessId
  actor: Actor
  scopes: ReadonlySet<Scope>
  /** Of a person: the role of her seat. */
  role?: string
  /** Of a shared till: which one. */
  tillId?: string
  /** Which link of hers, where a customer asks with her card. */
  cardTokenId?: string
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
    /**
     * What an upper room wants to hold in the very transaction of the work, before it: it refuses, or uses up what
     * allows it. The work's verb carries it out first.
     */
    within: ((tx: Tx) => Promise<void>) | null
  }
  interface FastifyContextConfig {
    /**
     * The right that the route needs; 'public' where anybody may come, 'card' where a customer may with her card, and
     * nobody else. A route must say one.
     */
    scope?: Scope | 'public' | 'card'
  }
}

/** The server with Zod as its source of types. */
export type App = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

export type Authenticate = (request: FastifyRequest) => Promise<Caller | null>

const BODY_LIMIT_BYTES = 1_048_576

/**
 * A server that validates at its edge, answers errors as RFC 9457 problems, and lets nobody through a route that
 * doesn't say which right it needs.
 */
export function createServer({
  authenticate,
  logger = false,
}: {
  authenticate: Authenticate
  logger?: boolean
}): App {
  const app = Fastify({
    logger,
    bodyLimit: BODY_LIMIT_BYTES,
    // A proxy on the same machine says whom it speaks for; nobody else is believed.
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    // What is wrong with an address before any route is found: told as everything else is.
    frameworkErrors: answerProblem,
  }).withTypeProvider<ZodTypeProvider>()
  // Only JSON comes in: a text is refused by its type, not for what stands in it.
  app.removeContentTypeParser('text/plain')
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler((request, reply) => answerProblem(new Refused('not_found'), request, reply))
  app.decorateRequest('caller', null)
  app.decorateRequest('within', null)
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api/') && !route.config?.scope) throw new Error(`${route.url} says no scope`)
  })
  app.addHook('onRequest', async (request) => {
    const scope = request.routeOptions.config.scope
    if (!scope || scope === 'public') return
    const caller = await authenticate(request)
    if (!caller) throw new Refused('access.missing')
    const may = scope === 'card' ? caller.actor.kind === 'customer' : caller.scopes.has(scope)
    if (!may) throw new Refused('access.denied', undefined, { params: { scope } })
    request.caller = caller
  })
  app.addHook('preValidation', refuseHostile)
  return app
}

/** The caller of a route that needs a right. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Error('the route asks for a caller but is public')
  return request.caller
}

/** The reader's language, from Accept-Language. */
export { languageOf } from './http/problems.ts'
export type { FastifyReply, FastifyRequest, Language }
