import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Face, filledPage } from './pages.ts'
import { type FastifyReply, type FastifyRequest, languageOf } from './platform/http.ts'

interface Deps {
  /** The folder of the built pages. */
  folder: string
  /** Who asks, as she is shown to herself; null when nobody is signed in. */
  selfOf: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
}

/** The pages that people open the back office with, each with the file that the build makes of it. */
const openings: [address: RegExp, source: string][] = [
  [/^\/$/, 'admin/home/HomePage.tsx'],
  [/^\/customers$/, 'admin/customers/CustomersPage.tsx'],
  [/^\/customers\/cus_/, 'admin/customers/profile/ProfilePage.tsx'],
  [/^\/purchases$/, 'admin/purchases/PurchasesPage.tsx'],
  [/^\/programme$/, 'admin/programme/ProgrammePage.tsx'],
  [/^\/rewards$/, 'admin/rewards/RewardsPage.tsx'],
  [/^\/insight$/, 'admin/insight/OverviewPage.tsx'],
]
const DOOR = 'admin/door/SignInPage.tsx'

/**
 * The back office: sent with who is signed in, and with the names of the files of the page that was asked for, so that a
 * phone fetches them beside the frame and not after it: two round trips less before something is to be read.
 */
export function adminFace({ folder, selfOf }: Deps): Face {
  const ahead = filesAhead(folder)
  return {
    at: ['/'],
    file: 'admin/index.html',
    also: { 'img-src': ['blob:'] },
    privately: true,
    async fill(page, request, reply) {
      const self = await selfOf(request, reply)
      const address = request.url.split('?')[0]!
      const source = self ? openings.find(([pattern]) => pattern.test(address))?.[1] : DOOR
      return filledPage(page, {
        language: languageOf(request),
        head: (source && ahead.get(source)) ?? '',
        data: self,
      })
    },
  }
}

interface Built {
  file: string
  css?: string[]
  imports?: string[]
}

/** The tags that fetch a page's files beside the frame's, by the page's source. Throws where the build has no such page. */
function filesAhead(folder: string): Map<string, string> {
  const built: Record<string, Built> = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'))
  const frame = reached(built, 'admin/index.html')
  const tags = (source: string) => {
    if (!built[source]) throw new Error(`The build has no ${source}`)
    const own = [...reached(built, source)].filter((key) => !frame.has(key)).map((key) => built[key]!)
    const styles = own.flatMap(({ css = [] }) => css)
    return [
      ...own.map(({ file }) => `<link rel="modulepreload" crossorigin href="/${file}">`),
      ...styles.map((file) => `<link rel="preload" as="style" crossorigin href="/${file}">`),
    ].join('')
  }
  return new Map([...openings.map(([, source]) => source), DOOR].map((source) => [source, tags(source)]))
}

/** A part of the build and all that it needs. */
function reached(built: Record<string, Built>, from: string, found = new Set<string>()): Set<string> {
  if (found.has(from)) return found
  found.add(from)
  for (const key of built[from]?.imports ?? []) reached(built, key, found)
  return found
}
