/// <reference lib="webworker" />
/**
 * Keeps the card at hand without a network: its page as it was last seen, and what it is made of. Asking for anything
 * else goes past it; what is old is never shown as new (the page says of when it is).
 */
const worker = self as unknown as ServiceWorkerGlobalScope
const PAGES = 'card-pages'
const PARTS = 'card-parts'
const PATIENCE_MS = 4_000

worker.addEventListener('install', () => void worker.skipWaiting())
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname, origin } = new URL(request.url)
  if (request.method !== 'GET' || origin !== worker.location.origin) return
  if (request.mode === 'navigate' && /^\/card\/[\w-]+$/.test(pathname)) event.respondWith(page(request))
  else if (/^\/(assets|pictures)\//.test(pathname)) event.respondWith(part(request))
})

/** The network, and what was seen last when it does not answer in time. */
async function page(request: Request): Promise<Response> {
  const cache = await caches.open(PAGES)
  const kept = await cache.match(request, { ignoreSearch: true })
  const asked = fetch(request).then((answer) => {
    if (answer.ok) void cache.put(request, answer.clone())
    return answer
  })
  if (!kept) return asked
  const late = new Promise<Response>((done) => setTimeout(() => done(kept), PATIENCE_MS))
  return Promise.race([asked.catch(() => kept), late])
}

/** Their names change with what is inside: what was fetched once stays right. */
async function part(request: Request): Promise<Response> {
  const cache = await caches.open(PARTS)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) void cache.put(request, answer.clone())
  return answer
}
