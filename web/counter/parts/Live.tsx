import { useState } from 'react'
import { styles } from '../styles/styles.ts'

/** Words for whoever listens to the screen: what was found, done, lost. */
export function LiveWords({ said }: { said: string }) {
  return (
    <p className={styles.heard} role="status" aria-live="polite">
      {said}
    </p>
  )
}

export function useTell(): { told: string; tell(said: string): void } {
  const [told, tell] = useState('')
  return { told, tell }
}
