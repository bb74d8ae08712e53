import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { coloursOf } from '../../../server/looks/colours.ts'
import { type LookWish, look as lookQuestion, type OwnLook, saveLook } from '../../api/looks.ts'

const PAUSE_MS = 300

export interface LookChange {
  /** As it will look, before the server has said so. */
  look: OwnLook
  wish: LookWish
  change(part: Partial<LookWish>, shown?: { logo: string | null }): void
  /** Waits until everything is kept; says whether it is. */
  kept(): Promise<boolean>
  error: unknown
}

/**
 * The look while it is being changed: shown at once, kept a moment after the last change, one save after the other. What
 * the server refuses is told, and goes back to what it was.
 */
export function useLookChange(): LookChange {
  const { data: saved } = useSuspenseQuery(lookQuestion)
  const [wish, setWish] = useState<LookWish>(() => wishOf(saved))
  const [logo, setLogo] = useState(saved.logo)
  const [error, setError] = useState<unknown>(null)
  const keeper = useKeeper((failure) => {
    setError(failure)
    if (!failure) return
    setWish(wishOf(saved))
    setLogo(saved.logo)
  })
  return {
    look: { ...saved, ...wish, ...coloursOf(wish.colour), logo, nameSvg: wish.serif ? saved.nameSvg : null },
    wish,
    error,
    kept: keeper.now,
    change(part, shown) {
      const next = { ...wish, ...part }
      setWish(next)
      if (shown) setLogo(shown.logo)
      keeper.later(next)
    },
  }
}

/** Saves the latest wish after a pause, or at once; never two saves at a time. */
function useKeeper(told: (failure: unknown) => void) {
  const queries = useQueryClient()
  const tell = useRef(told)
  tell.current = told
  const [keeper] = useState(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let waiting: LookWish | undefined
    let last: Promise<boolean> = Promise.resolve(true)
    async function save(wish: LookWish): Promise<boolean> {
      try {
        queries.setQueryData(lookQuestion.queryKey, await saveLook(wish))
        tell.current(null)
        return true
      } catch (failure) {
        tell.current(failure)
        return false
      }
    }
    function now(): Promise<boolean> {
      clearTimeout(timer)
      const wish = waiting
      waiting = undefined
      if (wish) last = last.then(() => save(wish))
      return last
    }
    return {
      now,
      later(wish: LookWish) {
        waiting = wish
        clearTimeout(timer)
        timer = setTimeout(now, PAUSE_MS)
      },
    }
  })
  // Who goes elsewhere at once has chosen all the same.
  useEffect(() => () => void keeper.now(), [keeper])
  return keeper
}

function wishOf({ colour, stamp, logoId, serif }: OwnLook): LookWish {
  return { colour, stamp, logo: logoId, serif }
}
