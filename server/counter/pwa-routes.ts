import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from '../platform/http.ts'

const files = {
  'sw.js': 'text/javascript; charset=utf-8',
  'manifest.webmanifest': 'application/manifest+json; charset=utf-8',
  'icon-192.png': 'image/png',
  'icon-512.png': 'image/png',
  'icon-maskable-512.png': 'image/png',
}

/** What makes the counter an app of its own on a device, and lets it open without network. */
export function counterAppRoutes(app: App, folder: string): void {
  for (const [name, type] of Object.entries(files)) {
    const body = readFileSync(join(folder, 'counter', name))
    app.get(
      `/counter/${name}`,
      { config: { scope: 'public' }, schema: { hide: true } },
      async (_request, reply) =>
        // The worker lies below the page that it is for, and what it may fetch is said by its own policy: by the one
        // of all answers it could not even fetch the page it is to keep.
        reply
          .header('service-worker-allowed', '/counter')
          .header('content-security-policy', "default-src 'none'; connect-src 'self'")
          .header('cache-control', 'no-cache')
          .type(type)
          .send(body),
    )
  }
}
