import { daysBetween } from './dates.ts'
import styles from './person.module.css'

/** A day on which somebody bought; the purchases of one day are one visit. */
export interface Visit {
  /** The shop's day, `2026-11-25`. */
  day: string
  /** What was spent in minor units; only its size beside the others is drawn. */
  amountMinor: number
}

interface Props {
  visits: readonly Visit[]
  /** The days that the strip spans, both ends on it; `until` is today. */
  from: string
  until: string
  height?: number
  /** She has been away for longer than usual: the gap is dotted in honey. */
  slipping?: boolean
  /** The strip as a sentence: "Comes every 3–4 days, last on Friday". */
  label: string
}

const WIDE = 1000

/**
 * A person's habit: a tick per visit, as high as what was bought, and the gap since the last. Drawn in a box of its own
 * measure that is stretched to the room there is while strokes keep their weight: nothing is measured, and a year of
 * visits is one path.
 */
export function RhythmStrip({ visits, from, until, height = 44, slipping = false, label }: Props) {
  const span = Math.max(1, daysBetween(from, until))
  const bottom = height - 5
  const most = Math.max(1, ...visits.map(({ amountMinor }) => amountMinor))
  const x = (day: string) => Math.round((Math.max(0, daysBetween(from, day)) / span) * (WIDE - 30)) + 4
  const tick = ({ day, amountMinor }: Visit) => {
    const part = 0.45 + 0.55 * Math.sqrt(Math.max(0, amountMinor) / most)
    return `M${x(day)} ${bottom - 2}V${Math.round(bottom - 2 - (bottom - 6) * part)}`
  }
  const last = visits.at(-1)
  return (
    <svg
      className={styles.rhythm}
      height={height}
      viewBox={`0 0 ${WIDE} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path className={styles.rhythmLine} d={`M0 ${bottom + 0.5}H${WIDE - 6}`} />
      <path className={styles.rhythmTick} d={visits.map(tick).join('')} />
      {slipping && last ? (
        <path
          className={styles.rhythmGap}
          d={`M${Math.min(x(last.day) + 24, WIDE - 30)} ${bottom * 0.6}H${WIDE - 24}`}
        />
      ) : null}
      <path className={styles.rhythmNow} d={`M${WIDE - 6} ${bottom + 0.5}h.01`} />
      <path className={styles.rhythmNowInside} d={`M${WIDE - 6} ${bottom + 0.5}h.01`} />
    </svg>
  )
}
