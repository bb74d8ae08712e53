import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Simulated } from '../../../api/insights.ts'
import { type Progress, simulate } from '../../../api/simulation.ts'

/** What takes less is not worth a bar that comes and goes. */
const SHOWN_AFTER_MS = 500

interface Played {
  items: Simulated[]
  /** What lay beside, as it was called then. */
  beside: string
}

/** A simulation under way: how far it is once that is worth saying, a way to call it off, and what was played last. */
export function usePlaying() {
  const [progress, setProgress] = useState<Progress | null>(null)
  const [calledOff, setCalledOff] = useState(false)
  const [played, setPlayed] = useState<Played | null>(null)
  const running = useRef<AbortController | null>(null)
  const play = useMutation({
    async mutationFn({ wish, beside }: { wish(): Promise<object>; beside: string }) {
      const control = new AbortController()
      running.current = control
      setCalledOff(false)
      let latest: Progress = { done: 0, of: 0 }
      let slow = false
      const timer = setTimeout(() => {
        slow = true
        setProgress(latest)
      }, SHOWN_AFTER_MS)
      try {
        const items = await simulate(await wish(), {
          signal: control.signal,
          onProgress(now) {
            latest = now
            if (slow) setProgress(now)
          },
        })
        setPlayed({ items, beside })
      } catch (error) {
        if (!control.signal.aborted) throw error
        setCalledOff(true)
      } finally {
        clearTimeout(timer)
        setProgress(null)
      }
    },
  })
  // Who leaves the page waits no longer.
  useEffect(() => () => running.current?.abort(), [])
  return { play, progress, calledOff, played, cancel: () => running.current?.abort() }
}
