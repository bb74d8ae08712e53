import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type First, firstCard, firstJoin, iconOf, manifestOf } from './card/card.ts'
import { type Face, filledPage } from './pages.ts'
import type { Database } from './platform/database.ts'
import { Refused } from './platform/errors.ts'
import type { Limit } from './platform/http/limits.ts'
import type { App, FastifyRequest } from './platform/http.ts'
import { readId } from './platform/ids.ts'
import type { Language } from './platform/refusals.ts'

/** What each language is written in, besides Latin: loaded ahead, so that no word changes its shape. */
const scripts: Record<Language, string[]> = {
  en: ['latin'],
  hu: ['latin', 'latin-ext'],
  hy: ['latin', 'armenian'],
  mn: ['latin', 'cyrillic'],
}

interface Deps {
  database: Database
  /** The folder of the built pages. */
  folder: string
  visiting: Limit
}

/** The card and the page for joining: sent with all that their first look shows, so that one round trip shows them. */
export function cardFaces({ database, folder, visiting }: Deps): Face[] {
  const ahead = loadedAhead(folder)
  // The address of a card is a secret: it is told to nobody whom the page points to.
  const also = { 'worker-src': ["'self'"], 'referrer-policy': 'no-referrer' }
  return [
    {
      at: ['/card'],
      file: 'card/index.html',
      ...{ also, privately: true },
      async fill(page, request) {
        await visiting(request)
        const token = addressed(request)
        const first = await firstCard(database, token, request.headers['accept-language'])
        const manifest = first.colour && token ? `/card/${token}/manifest.webmanifest` : null
        return filled(page, first, ahead, manifest)
      },
    },
    {
      at: ['/join'],
      file: 'card/join.html',
      also,
      async fill(page, request) {
        await visiting(request)
        const businessId = readId('business', addressed(request))
        const wished = (request.query as { lang?: string }).lang ?? request.headers['accept-language']
        const first = businessId ? await firstJoin(database, businessId, wished) : null
        if (!first) throw new Refused('not_found')
        return filled(page, first, ahead, null)
      },
    },
  ]
}

/** The first part of an address behind the face's own. */
function addressed({ url }: FastifyRequest): string {
  return url.split('?')[0]!.split('/')[2] ?? ''
}

/** The tags that let a page begin with its fonts and words, by language. */
function loadedAhead(folder: string): Record<Language, string> {
  const files = readdirSync(join(folder, 'assets'))
  const named = (pattern: RegExp) => files.find((file) => pattern.test(file))
  const tags = (language: Language) => {
    const words = named(new RegExp(`^card-${language}-[^.]+\\.js$`))
    const fonts = scripts[language].map((script) =>
      named(new RegExp(`^google-sans-${script}-wght-normal-[^.]+\\.woff2$`)),
    )
    return [
      words && `<link rel="modulepreload" href="/assets/${words}">`,
      ...fonts.map(
        (font) =>
          font && `<link rel="preload" as="font" type="font/woff2" crossorigin href="/assets/${font}">`,
      ),
    ]
      .filter(Boolean)
      .join('')
  }
  return { en: tags('en'), hu: tags('hu'), hy: tags('hy'), mn: tags('mn') }
}

function filled(
  page: string,
  first: First,
  ahead: Record<Language, string>,
  manifest: string | null,
): string {
  const { language, title, data } = first
  const head = [ahead[language], manifest && `<link rel="manifest" href="${manifest}">`]
    .filter(Boolean)
    .join('')
  return filledPage(page, { language, title, head, data: { language, ...(data as object) } })
}

/** What a card needs besides its page: what makes it an app of its own on the phone. */
export function cardFiles(app: App, { database, folder, visiting }: Deps): void {
  const worker = readFileSync(join(folder, 'card/sw.js'), 'utf8')
  const open = { config: { scope: 'public' as const }, schema: { hide: true } }
  app.get('/card/sw.js', open, (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      // What a worker may fetch is said by the policy of its own file.
      .header('content-security-policy', "default-src 'none'; connect-src 'self'")
      .send(worker),
  )
  app.get('/card/:token/manifest.webmanifest', open, async (request, reply) => {
    await visiting(request)
    const manifest = await manifestOf(database, addressed(request))
    return reply.type('application/manifest+json').header('cache-control', 'private, no-cache').send(manifest)
  })
  app.get('/card/:token/icon.svg', open, async (request, reply) => {
    await visiting(request)
    const icon = await iconOf(database, addressed(request))
    return reply.type('image/svg+xml').header('cache-control', 'private, max-age=3600').send(icon)
  })
}
