import type { ReactNode } from 'react'
import styles from './chart.module.css'

interface Bar {
  key: string
  label: ReactNode
  value: number
  shown: string
  side?: ReactNode
  lit?: boolean
}

/** Bars from zero, each with its number at its end. */
export function Bars({ bars }: { bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ value }) => Math.abs(value)))
  return (
    <ul className={styles.bars}>
      {bars.map(({ key, label, value, shown, side, lit }) => (
        <li key={key} data-lit={lit || undefined}>
          <span>{label}</span>
          <span className={styles.amount}>
            <span
              className={styles.bar}
              style={{ width: `${(Math.max(0, value) / most) * 58}%` }}
              aria-hidden="true"
            />
            <span>{shown}</span>
          </span>
          <small>{side}</small>
        </li>
      ))}
    </ul>
  )
}
