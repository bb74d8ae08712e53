import { useCallback, useEffect, useState } from 'react'
import { Problem } from '../../api/api.ts'
import type { Desk } from '../api.ts'
import { askAs, askTill, turnedAway } from './asking.ts'
import { closeBook, openBook, readOn } from './book.ts'
import { keep, recall, wipe } from './database.ts'
import { openQueue, sendOn } from './queue.ts'

/** Where a device stands: nobody has come in, a shared till that is locked, or at work. */
export type Phase = 'opening' | 'door' | 'locked' | 'open'

export interface Session {
  phase: Phase
  desk: Desk | null
  /** Among which shops somebody who is signed in has still to choose. */
  seats: readonly Seat[]
  /** Reads everything anew: after somebody came in. */
  start(): Promise<void>
  unlock(acting: { token: string; until: string; staffId: string }): Promise<void>
  lock(): void
  leave(): Promise<void>
}

export interface Seat {
  businessId: string
  business: string
}

const BOOK_EVERY_MS = 60_000

/** The device's life: what it knows of its shop, and who stands at it. */
export function useSession(language: string): Session {
  const [phase, setPhase] = useState<Phase>('opening')
  const [desk, setDesk] = useState<Desk | null>(null)
  const [seats, setSeats] = useState<readonly Seat[]>([])
  askAs({ language })

  const start = useCallback(async function start(): Promise<void> {
    // Until one was chosen here, it is the shop that the back office of this browser works in.
    const [till = false, acting, kept, businessId = localStorage.getItem('regulars.business') ?? ''] =
      await Promise.all([recall('till'), recall('acting'), recall('desk'), recall('businessId')])
    const holds = acting && Date.parse(acting.until) > Date.now() ? acting : undefined
    askAs({ till, businessId, acting: holds?.token ?? '' })
    await openBook()
    try {
      const { desk: now, seats } = await askTill<{ desk: Desk | null; seats: Seat[] }>(
        'GET',
        '/api/v1/counter/door',
      )
      setSeats(seats)
      // A till that was ended from elsewhere is anybody's device again.
      if (!now && till) {
        await Promise.all([keep('till', undefined), keep('acting', undefined)])
        return start()
      }
      if (!now) return setPhase('door')
      await keep('desk', now)
      setDesk(now)
      setPhase(now.acting ? 'open' : 'locked')
      if (now.acting) void readOn().catch(() => undefined)
    } catch (error) {
      const offline = error instanceof Problem && error.status === 0
      if (!offline || !kept) return setPhase('door')
      const staffId = acting?.staffId ?? kept.acting?.id
      const seat = kept.seats.find(({ id }) => id === staffId) ?? null
      setDesk({ ...kept, acting: seat })
      setPhase(till && !holds ? 'locked' : 'open')
    }
    await openQueue()
  }, [])

  const lock = useCallback(() => {
    askAs({ acting: '' })
    void keep('acting', undefined)
    setPhase('locked')
  }, [])

  const unlock = useCallback(
    async (acting: { token: string; until: string; staffId: string }) => {
      askAs({ acting: acting.token })
      await keep('acting', acting)
      await start()
    },
    [start],
  )

  const leave = useCallback(async () => {
    await wipe()
    closeBook()
    askAs({ till: false, acting: '', businessId: '' })
    setDesk(null)
    setPhase('door')
  }, [])

  useEffect(() => {
    turnedAway.locked = lock
    turnedAway.signedOut = () => setPhase('door')
    void start()
  }, [start, lock])

  useEffect(() => {
    if (phase !== 'open') return
    const timer = setInterval(() => {
      void readOn().catch(() => undefined)
      void sendOn()
    }, BOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [phase])

  return { phase, desk, seats, start, unlock, lock, leave }
}

/** A shared till locks itself when nobody has touched it for so long; while it is touched its token is prolonged. */
export function useIdleLock({ phase, desk, lock }: Session): void {
  const minutes = desk?.till ? desk.settings.lockMinutes : null
  const staffId = desk?.acting?.id
  useEffect(() => {
    if (phase !== 'open' || minutes === null) return
    let touched = Date.now()
    let prolonged = Date.now()
    const touch = () => {
      touched = Date.now()
    }
    const events = ['pointerdown', 'keydown'] as const
    for (const event of events) addEventListener(event, touch)
    const timer = setInterval(() => {
      if (Date.now() - touched > minutes * 60_000) return lock()
      if (!staffId || touched < prolonged || Date.now() - prolonged < minutes * 30_000) return
      prolonged = Date.now()
      void prolong(staffId)
    }, 5_000)
    return () => {
      clearInterval(timer)
      for (const event of events) removeEventListener(event, touch)
    }
  }, [phase, minutes, staffId, lock])
}

async function prolong(staffId: string): Promise<void> {
  const made = await askTill<{ token: string; until: string }>('POST', '/api/v1/counter/acting', {
    staffId,
  }).catch(() => null)
  if (!made) return
  askAs({ acting: made.token })
  await keep('acting', { ...made, staffId })
}
