import type { ReactNode } from 'react'
import styles from './page.module.css'
import { Tally } from './Tally.tsx'

/** Where nothing is yet: what will stand here, and the one thing to do for it. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <Tally size={36} />
      <p>{children}</p>
      {action}
    </div>
  )
}
