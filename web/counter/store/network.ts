import { useSyncExternalStore } from 'react'

/**
 * Whether the server answers. Told by every question that is asked; while it does not, it is asked now and then, ever
 * more seldom, and at once when the browser says that there is a network again.
 */
let online = true
let wait = 0
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000

export function isOnline(): boolean {
  return online
}

/** A question was answered, or was not. */
export function tellNetwork(answered: boolean): void {
  if (answered) {
    clearTimeout(timer)
    wait = 0
  } else if (online || wait === 0) {
    wait = FIRST_WAIT_MS
    probeLater()
  }
  if (answered === online) return
  online = answered
  for (const listener of listeners) listener()
}

function probeLater(): void {
  clearTimeout(timer)
  timer = setTimeout(probe, wait)
}

async function probe(): Promise<void> {
  const answered = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(4_000) })
    .then(({ ok }) => ok)
    .catch(() => false)
  if (answered) {
    tellNetwork(true)
    return
  }
  wait = Math.min(LONGEST_WAIT_MS, wait * 2)
  probeLater()
}

addEventListener('online', () => void probe())
addEventListener('offline', () => tellNetwork(false))

export function onNetwork(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useOnline(): boolean {
  return useSyncExternalStore(onNetwork, isOnline)
}
