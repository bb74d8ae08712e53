// Opens the counter while there is no network. The page is asked for first and kept for the time without; what it is
// made of has names that change with what is inside, so that it is asked for once.
const PAGE = '/counter'
const PAGES = 'regulars-counter-page'
const PARTS = 'regulars-counter-parts'
const PARTS_KEPT = 120
const PATIENCE_MS = 3000

self.addEventListener('install', (event) => {
  event.waitUntil(takeAlong().then(() => self.skipWaiting()))
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

async function takeAlong() {
  const page = await fetch(PAGE, { cache: 'no-store' })
  if (!page.ok) throw new Error(`the counter's page answered ${page.status}`)
  const text = await page.clone().text()
  await (await caches.open(PAGES)).put(PAGE, page)
  const parts = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, address]) => address)
  await (await caches.open(PARTS)).addAll(parts)
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (pathname.startsWith('/assets/') || pathname.startsWith('/pictures/'))
    event.respondWith(part(request))
})

async function page(request) {
  const pages = await caches.open(PAGES)
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) })
    if (answer.ok) await pages.put(PAGE, answer.clone())
    return answer
  } catch {
    return (await pages.match(PAGE)) ?? Response.error()
  }
}

async function part(request) {
  const parts = await caches.open(PARTS)
  const kept = await parts.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) {
    await parts.put(request, answer.clone())
    const all = await parts.keys()
    for (const old of all.slice(0, Math.max(0, all.length - PARTS_KEPT))) await parts.delete(old)
  }
  return answer
}
