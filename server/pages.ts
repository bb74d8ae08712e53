import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import files from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refused } from './platform/errors.ts'
import { type App, languageOf } from './platform/http.ts'
import type { Language } from './platform/refusals.ts'

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
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // Over plain HTTP (a shop's own network) it would lock browsers out.
    ...(publicUrl.startsWith('https:') && { 'strict-transport-security': 'max-age=15552000' }),
  }
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers)
  })
}

export interface Face {
  /** The addresses that it answers: itself, and everything below it. */
  at: string[]
  /** Its page in the folder of the build. */
  file: string
  /** What its policy allows beyond what every page may. */
  /** It looks through the camera. */
  camera?: boolean
  also?: Partial<Policy> & { 'referrer-policy'?: string }
  /** What stands in it is one person's: no cache on the way may keep it. */
  privately?: boolean
  /** Puts into the page what its first look shows. */
  fill?: (page: string, request: FastifyRequest) => Promise<string>
}

type Policy = Record<'script-src' | 'img-src' | 'media-src' | 'worker-src' | 'connect-src', string[]>

/** The faces of Regulars, the more particular first: what no other answers is the back office's. */
const faces: Face[] = [
  {
    at: ['/counter'],
    file: 'counter/index.html',
    // The reader of QR codes, where the browser has none of its own, is WebAssembly.
    also: { 'script-src': ["'wasm-unsafe-eval'"], 'worker-src': ["'self'"], 'media-src': ['blob:'] },
    camera: true,
  },
  { at: ['/'], file: 'admin/index.html', also: { 'img-src': ['blob:'] } },
]

/** The pages: one file a face, which finds out by its address what to show, and its parts. */
export async function pages(app: App, folder: string, more: Face[] = []): Promise<void> {
  await app.register(files, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    // The names change with what is inside.
    immutable: true,
    maxAge: YEAR_MS,
    index: false,
    // web-build.ts has laid the compressed ones beside.
    preCompressed: true,
  })
  for (const { at, file, also = {}, camera = false, privately = false, fill } of [...more, ...faces]) {
    const page = readFileSync(join(folder, file), 'utf8')
    for (const address of at.flatMap((path) => (path === '/' ? ['/*'] : [path, `${path}/*`]))) {
      app.get(address, { config: { scope: 'public' }, schema: { hide: true } }, async (request, reply) => {
        // An address with a dot names a file, and one of the API an answer that isn't there.
        if (/^\/api\/|\./.test(request.url.split('?')[0]!)) throw new Refused('not_found')
        if (camera) reply.header('permissions-policy', 'camera=(self), microphone=(), geolocation=()')
        const whole = fill ? await fill(page, request) : spokenPage(page, languageOf(request))
        if (privately) reply.header('cache-control', 'private, no-cache')
        else reply.header('cache-control', 'no-cache')
        return sendPage(reply, whole, also)
      })
    }
  }
}

/** Says in a page which language it is in. */
export function spokenPage(page: string, language: Language): string {
  return page.replace('<html lang="en">', `<html lang="${language}">`)
}

function sendPage(reply: FastifyReply, page: string, also: NonNullable<Face['also']>): FastifyReply {
  const { 'referrer-policy': referrer, ...policies } = also
  if (referrer) reply.header('referrer-policy', referrer)
  const nonce = randomBytes(16).toString('base64')
  const policy = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", `'nonce-${nonce}'`],
    'img-src': ["'self'"],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  } as Record<string, string[]>
  for (const [directive, sources] of Object.entries(policies)) {
    policy[directive] = [...(policy[directive] ?? []), ...sources]
  }
  return reply
    .header(
      'content-security-policy',
      Object.entries(policy)
        .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
        .join('; '),
    )
    .type('text/html; charset=utf-8')
    .send(page.replace(NONCE_PLACE, nonce))
}
