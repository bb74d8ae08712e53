const PARTS = 'regulars-counter-parts'

/** What is only wanted later, and must be there without network, too. The reader of codes comes with the camera. */
const later = [
  () => import('./screens/Waiting.tsx'),
  () => import('./screens/Receipts.tsx'),
  () => import('./screens/Sheets.tsx'),
  () => import('./screens/Basket.tsx'),
  () => import('./screens/Device.tsx'),
  () => import('./screens/NewCustomer.tsx'),
  () => import('./scan/Camera.tsx'),
]

/**
 * Once the counter stands and the worker is there, takes along whatever it is made of: also what was loaded before the
 * worker could see it.
 */
export async function takeAlong(): Promise<void> {
  await navigator.serviceWorker.ready
  await Promise.all(later.map((load) => load()))
  const parts = await caches.open(PARTS)
  for (const { name } of performance.getEntriesByType('resource')) {
    if (new URL(name).pathname.startsWith('/assets/') && !(await parts.match(name))) await parts.add(name)
  }
}
