import type { IncomingHttpHeaders } from 'node:http'
import { Refused } from '../platform/errors.ts'

/**
 * Whether a page that asks is one of ours: of the public address, or of the very host that it asks. The latter lets
 * a shop open Regulars by its address in the local network; a foreign page can't have our host's cookies.
 */
export function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (origin === publicUrl) return true
  return Boolean(host) && URL.canParse(origin) && new URL(origin).host === host
}

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Keeps foreign pages from acting with a signed-in person's cookie. The cookie is SameSite=Lax already; this also
 * stops a neighbour under the same domain. Browsers name the origin of every such request.
 */
export function refuseForeignOrigin(
  { method, headers }: { method: string; headers: IncomingHttpHeaders },
  publicUrl: string,
): void {
  if (harmless.has(method)) return
  const origin = headers.origin
  const site = headers['sec-fetch-site']
  const ours =
    origin === undefined
      ? site === undefined || site === 'same-origin' || site === 'none'
      : isOwnOrigin(origin, headers.host, publicUrl)
  if (!ours) throw new Refused('access.foreign_origin')
}
