import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import styles from './undo.module.css'
import { useWords } from './words.tsx'

/** Do first, then offer to take it back: for ten seconds, without covering the work. */
interface Offer {
  /** What was done, as a sentence. */
  done: string
  /** Takes it back; without it there is only the sentence. */
  undo?: () => unknown
}

const SHOWN_MS = 10_000
const Offering = createContext<(offer: Offer) => void>(() => undefined)

/** Says what was done and offers to undo it. */
export function useUndo(): (offer: Offer) => void {
  return useContext(Offering)
}

export function UndoBar({ children }: { children: ReactNode }) {
  const { say } = useWords()
  const [offer, setOffer] = useState<(Offer & { at: number }) | null>(null)
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (!offer || held) return
    const timer = setTimeout(() => setOffer(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [offer, held])
  const give = useCallback((next: Offer) => setOffer({ ...next, at: Date.now() }), [])
  const takeBack = () => {
    setOffer(null)
    offer?.undo?.()
  }
  return (
    <Offering value={give}>
      {children}
      <div className={styles.place} role="status">
        {offer ? (
          <div key={offer.at} className={styles.bar} data-held={held || undefined}>
            <span>{offer.done}</span>
            {offer.undo ? (
              <button
                type="button"
                onClick={takeBack}
                onPointerEnter={() => setHeld(true)}
                onPointerLeave={() => setHeld(false)}
                onFocus={() => setHeld(true)}
                onBlur={() => setHeld(false)}
              >
                {say('undo')}
              </button>
            ) : null}
          </div>
        ) : null}
      </div>
    </Offering>
  )
}
