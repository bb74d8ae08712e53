import type {} from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import { Refused } from '../errors.ts'
import type { App } from '../http.ts'

/** How often somebody may come, counted in this process's memory. */
export interface Rate {
  max: number
  perMs: number
}

/** Counts a request and refuses with `request.too_many` (and Retry-After) when it is one too many. */
export type Limit = (request: FastifyRequest) => Promise<void>

/** A limit per whatever `keyOf` tells. @fastify/rate-limit must be registered before. */
export function limitBy(app: App, { max, perMs }: Rate, keyOf: (request: FastifyRequest) => string): Limit {
  const count = app.createRateLimit({ max, timeWindow: perMs, keyGenerator: keyOf })
  return async (request) => {
    const result = await count(request)
    if (result.isAllowed || !result.isExceeded) return
    throw new Refused('request.too_many', undefined, {
      params: { seconds: Math.max(1, result.ttlInSeconds) },
    })
  }
}
