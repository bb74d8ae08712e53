import { useSyncExternalStore } from 'react'
import { Problem } from '../../api/api.ts'
import type { SaleAnswer } from '../api.ts'
import { askTill } from './asking.ts'
import { database, type Waiting } from './database.ts'
import { oneAtATime } from './keys.ts'
import { isOnline, onNetwork } from './network.ts'

/**
 * Every sale goes through here, with network or without: written to the device first, then sent, in the order in which
 * they were made and under keys made once, and struck out only when the server has answered. So a closed tab or a dead
 * battery loses none, and none is there twice. What the server refuses later is kept for a person.
 */
const LOCK = 'regulars-counter-queue'
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 60_000

let list: readonly Waiting[] = []
const listeners = new Set<() => void>()
const others = 'BroadcastChannel' in globalThis ? new BroadcastChannel(LOCK) : undefined
let wait = FIRST_WAIT_MS
let timer: ReturnType<typeof setTimeout> | undefined

others?.addEventListener('message', () => void refresh())
onNetwork(() => {
  if (isOnline()) void sendOn()
})

async function refresh(): Promise<void> {
  list = await (await database()).getAll('queue')
  for (const listener of listeners) listener()
}

function changed(): Promise<void> {
  others?.postMessage('changed')
  return refresh()
}

/** What waits on this device, the oldest first. */
export function useQueue(): readonly Waiting[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => list,
  )
}

/** Takes up what an earlier tab left. */
export async function openQueue(): Promise<void> {
  await refresh()
  void sendOn()
}

export type Rung = { answer: SaleAnswer; waits: false } | { waits: true; seq: number }

/** Rings up: at once when the server answers, else it waits here. Throws the server's refusal. */
export async function ring(sale: Omit<Waiting, 'seq' | 'state'>): Promise<Rung> {
  const seq = await (await database()).add('queue', { ...sale, state: 'waiting' })
  await changed()
  const outcome = isOnline() ? await sendAll(seq) : undefined
  if (outcome instanceof Problem) throw outcome
  if (outcome) return { answer: outcome, waits: false }
  later()
  return { waits: true, seq }
}

/** Sends what waits; those of another tab that sends already are waited for. */
export async function sendOn(): Promise<void> {
  if (!list.some(({ state }) => state === 'waiting')) return tellRefused()
  if (isOnline()) await sendAll()
  if (list.some(({ state }) => state === 'waiting')) later()
  else await tellRefused()
}

function later(): void {
  clearTimeout(timer)
  timer = setTimeout(() => void sendOn(), wait)
  wait = Math.min(LONGEST_WAIT_MS, wait * 2)
}

/** In order, one at a time, in one tab at a time. The answer to `mine`, or the refusal of it. */
async function sendAll(mine?: number): Promise<SaleAnswer | Problem | undefined> {
  return oneAtATime(LOCK, async () => {
    let answer: SaleAnswer | Problem | undefined
    const db = await database()
    for (const sale of await db.getAll('queue')) {
      if (sale.state !== 'waiting') continue
      await db.put('queue', { ...sale, sent: true })
      const outcome = await send(sale)
      if (outcome === 'later') break
      wait = FIRST_WAIT_MS
      if (sale.seq === mine) answer = outcome
      if (outcome instanceof Problem && sale.seq !== mine) {
        const { code, message: text } = outcome
        await db.put('queue', { ...sale, state: 'refused', refusal: { code, text, toldServer: false } })
      } else await db.delete('queue', sale.seq!)
    }
    await changed()
    return answer
  })
}

async function send({ key, request, approval }: Waiting): Promise<SaleAnswer | Problem | 'later'> {
  try {
    return await askTill<SaleAnswer>('POST', '/api/v1/purchases', request, { key, approval })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    // Locked, slowed down, or the server's own fault: nothing is wrong with the sale.
    const passes = error.status === 0 || error.status === 401 || error.status === 429 || error.status >= 500
    return passes ? 'later' : error
  }
}

/** Lets the back office see what was refused; until then it is on this device alone. */
async function tellRefused(): Promise<void> {
  const db = await database()
  for (const sale of list) {
    const { refusal, key, request } = sale
    if (!refusal || refusal.toldServer) continue
    const { staffId, customer, occurredAt = new Date().toISOString() } = request
    const conflict = { key, staffId, customerId: customer?.id, occurredAt, request, code: refusal.code }
    const told = await askTill('POST', '/api/v1/counter/conflicts', conflict).catch(() => null)
    if (!told) return later()
    await db.put('queue', { ...sale, refusal: { ...refusal, toldServer: true } })
  }
  await changed()
}

/** Takes a sale back that still waits here. False: it has gone, or may have. */
export async function takeBack(seq: number): Promise<boolean> {
  return oneAtATime(LOCK, async () => {
    const db = await database()
    const sale = await db.get('queue', seq)
    if (!sale || sale.sent) return false
    await db.delete('queue', seq)
    await changed()
    return true
  })
}

/** A person has dealt with it. */
export async function strikeOut(seq: number): Promise<void> {
  await (await database()).delete('queue', seq)
  await changed()
}
