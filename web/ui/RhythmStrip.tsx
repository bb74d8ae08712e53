import { useEffect, useRef, useState } from 'react'
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

/** A person's habit: a tick per visit, as high as what was bought, and the gap since the last. */
export function RhythmStrip({ visits, from, until, height = 44, slipping = false, label }: Props) {
  const box = useRef<SVGSVGElement>(null)
  const width = useWidth(box)
  const span = Math.max(1, daysBetween(from, until))
  const end = width - 7
  const x = (day: string) => 2 + (Math.max(0, daysBetween(from, day)) / span) * (end - 10)
  const most = Math.max(1, ...visits.map(({ amountMinor }) => amountMinor))
  const bottom = height - 5
  const last = visits.at(-1)
  return (
    <svg ref={box} className={styles.rhythm} height={height} role="img" aria-label={label}>
      <line className={styles.rhythmLine} x1={0} x2={end} y1={bottom + 0.5} y2={bottom + 0.5} />
      {visits.map(({ day, amountMinor }) => (
        <line
          key={day}
          className={styles.rhythmTick}
          x1={x(day)}
          x2={x(day)}
          y1={bottom - 2}
          y2={bottom - 2 - (bottom - 6) * (0.45 + 0.55 * Math.sqrt(Math.max(0, amountMinor) / most))}
        />
      ))}
      {slipping && last ? (
        <line
          className={styles.rhythmGap}
          x1={x(last.day) + 6}
          x2={end - 8}
          y1={bottom * 0.6}
          y2={bottom * 0.6}
        />
      ) : null}
      <circle className={styles.rhythmNow} cx={end} cy={bottom + 0.5} r={3.5} />
    </svg>
  )
}

/** As wide as it is given room: drawn anew when that changes, so that strokes keep their weight. */
export function useWidth(box: React.RefObject<SVGSVGElement | null>): number {
  const [width, setWidth] = useState(240)
  useEffect(() => {
    const node = box.current
    if (!node) return
    const watch = new ResizeObserver(([entry]) => setWidth(Math.max(80, entry!.contentRect.width)))
    watch.observe(node)
    return () => watch.disconnect()
  }, [box])
  return width
}
