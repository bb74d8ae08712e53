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
  /** It looks through the camera. */
  camera?: boolean
  /** What its policy allows beyond what every page may. */
  also?: Partial<Policy> & { 'referrer-policy'?: string }
  /** What stands in it is one person's: no cache on the way may keep it. */
  privately?: boolean
  /** Puts into the page what its first look shows. */
  fill?: (page: string, request: FastifyRequest, reply: FastifyReply) => Promise<string>
}

type Policy = Record<'script-src' | 'img-src' | 'media-src' | 'worker-src' | 'connect-src', string[]>

export const counterFace: Face = {
  at: ['/counter'],
  file: 'counter/index.html',
  // The reader of QR codes, where the browser has none of its own, is WebAssembly.
  also: { 'script-src': ["'wasm-unsafe-eval'"], 'worker-src': ["'self'"], 'media-src': ['blob:'] },
  camera: true,
}

/** The pages: one file a face, which finds out by its address what to show, and its parts. */
export async function pages(app: App, folder: string, faces: Face[]): Promise<void> {
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
  for (const { at, file, also = {}, camera = false, privately = false, fill } of faces) {
    const page = readFileSync(join(folder, file), 'utf8')
    for (const address of at.flatMap((path) => (path === '/' ? ['/*'] : [path, `${path}/*`]))) {
      app.get(address, { config: { scope: 'public' }, schema: { hide: true } }, async (request, reply) => {
        // An address with a dot names a file, and one of the API an answer that isn't there.
        if (/^\/api\/|\./.test(request.url.split('?')[0]!)) throw new Refused('not_found')
        if (camera) reply.header('permissions-policy', 'camera=(self), microphone=(), geolocation=()')
        const whole = fill
          ? await fill(page, request, reply)
          : filledPage(page, { language: languageOf(request) })
        if (privately) reply.header('cache-control', 'private, no-cache')
        else reply.header('cache-control', 'no-cache')
        return sendPage(reply, whole, also)
      })
    }
  }
}

export interface Filling {
  language: Language
  /** What the browser's tab says. */
  title?: string
  /** Tags for its head: what the browser may begin to fetch. */
  head?: string
  /** What its first look shows. */
  data?: unknown
}

/** Says in a page which language it is in, and puts into it what it begins with. */
export function filledPage(page: string, { language, title, head = '', data }: Filling): string {
  // A script that is no program: only `<` could end it early.
  const json = data === undefined ? '' : JSON.stringify(data).replaceAll('<', '\\u003c')
  return page
    .replace('<html lang="en">', `<html lang="${language}">`)
    .replace('<title>Regulars</title>', (tag) => (title ? `<title>${asText(title)}</title>` : tag))
    .replace('</head>', () => `${head}</head>`)
    .replace(DATA_PLACE, (_, tag: string) => `${tag}${json}</script>`)
}

/** The building adds attributes to the tag. */
const DATA_PLACE = /(<script id="first"[^>]*>)<\/script>/

function asText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
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
