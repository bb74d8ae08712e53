import type { ReactNode } from 'react'
import styles from './chart.module.css'

// What scrolls must be reachable by keyboard (axe: scrollable-region-focusable), though nothing in it can be pressed.
const reachable = { tabIndex: 0 }

/** What may be wider than a phone, scrolled inside its panel. */
export function Scroll({ children }: { children: ReactNode }) {
  return (
    <div className={styles.scroll} {...reachable}>
      {children}
    </div>
  )
}
