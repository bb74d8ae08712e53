import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import files from '@fastify/static'
import type { FastifyReply } from 'fastify'
import { Refused } from './platform/errors.ts'
import { type App, languageOf } from './platform/http.ts'

/** As web/vite.config.ts writes it into the pages. */
const NONCE_PLACE = /__CSP_NONCE__/g
const YEAR_MS = 31_536_000_000

/**
 * What every answer says about how it may be used (the list of the OWASP Secure Headers Project). Written out, as
 * @fastify/helmet, which sets the same, took 40 µs of every ring-up here. A page brings a policy of its own.
 */
export function securityHeaders(app: App, publicUrl: string): void {
  const headers = {
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // Over plain HTTP (a shop's own network) it would lock browsers out.
    ...(publicUrl.startsWith('https:') && { 'strict-transport-security': 'max-age=15552000' }),
  }
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers)
  })
}

/** The pages of the back office: one file, which finds out by its address what to show, and its parts. */
export async function pages(app: App, folder: string): Promise<void> {
  await app.register(files, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    // The names change with what is inside.
    immutable: true,
    maxAge: YEAR_MS,
    index: false,
  })
  const page = readFileSync(join(folder, 'admin/index.html'), 'utf8')
  app.get('/*', { config: { scope: 'public' }, schema: { hide: true } }, async (request, reply) => {
    // An address with a dot names a file, and one of the API an answer that isn't there.
    if (/^\/api\/|\./.test(request.url.split('?')[0]!)) throw new Refused('not_found')
    return sendPage(reply, page.replace('<html lang="en">', `<html lang="${languageOf(request)}">`))
  })
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
  return reply
    .header('content-security-policy', policy)
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(page.replace(NONCE_PLACE, nonce))
}
