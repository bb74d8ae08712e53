import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { Refused } from '../errors.ts'

const MAX_DEPTH = 12
const CONTROL = /[^\P{Cc}\t\n\r]/u

/**
 * Refuses what no field may hold, whatever its schema says: control characters (PostgreSQL can't store NUL, and no
 * name has one), half a surrogate pair, and nesting that only an attacker writes. Names the field.
 */
export async function refuseHostile(request: FastifyRequest): Promise<void> {
  for (const [where, value] of [
    ['', request.body],
    ['', request.query],
    ['', request.params],
  ] as const) {
    if (value !== undefined && value !== null) walk(value, where, 0)
  }
  const key = request.headers['idempotency-key']
  if (key !== undefined && (typeof key !== 'string' || key.length === 0 || key.length > 200)) {
    throw new Refused('request.invalid', 'must be 1 to 200 characters', { field: 'Idempotency-Key' })
  }
}

function walk(value: unknown, path: string, depth: number): void {
  if (typeof value === 'string') {
    if (CONTROL.test(value)) throw bad(path, 'must not hold control characters')
    if (!value.isWellFormed()) throw bad(path, 'must be valid Unicode')
    return
  }
  // A picture or a file is looked at by whoever takes it.
  if (typeof value !== 'object' || value === null) return
  if (Buffer.isBuffer(value) || value instanceof Readable) return
  if (depth >= MAX_DEPTH) throw bad(path, `must not nest deeper than ${MAX_DEPTH}`)
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, `${path}[${index}]`, depth + 1)
    return
  }
  for (const [key, item] of Object.entries(value)) {
    const inner = path ? `${path}.${key}` : key
    walk(key, inner, depth)
    walk(item, inner, depth + 1)
  }
}

function bad(path: string, message: string): Refused {
  return new Refused('request.invalid', message, { field: path || 'body' })
}
