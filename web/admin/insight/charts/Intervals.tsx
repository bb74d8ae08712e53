import { useRef } from 'react'
import { useWidth } from '../../../ui/useWidth.ts'
import styles from './chart.module.css'

interface Interval {
  key: string
  label: string
  value: number
  low: number
  high: number
  /** In words: from, to, and what is most likely. */
  said: string
}

const ROW = 46

/** Differences with their ranges about zero; hollow where the range holds zero. */
export function Intervals({
  rows,
  label,
  show,
}: {
  rows: readonly Interval[]
  label: string
  show(value: number): string
}) {
  const box = useRef<SVGSVGElement>(null)
  const width = useWidth(box)
  const low = Math.min(0, ...rows.map((row) => row.low))
  const high = Math.max(0, ...rows.map((row) => row.high))
  const x = (value: number) => 12 + ((value - low) / (high - low || 1)) * (width - 24)
  const height = rows.length * ROW + 22
  return (
    <svg
      ref={box}
      className={styles.svg}
      height={height}
      role="img"
      aria-label={`${label}: ${rows.map(({ said }) => said).join('; ')}`}
    >
      <line className={styles.zero} x1={x(0)} x2={x(0)} y1={0} y2={height - 20} />
      {rows.map((row, index) => {
        const y = index * ROW + 32
        return (
          <g key={row.key}>
            <text className={styles.axis} x={0} y={y - 14}>
              {row.label}
            </text>
            <line className={styles.whisker} x1={x(row.low)} x2={x(row.high)} y1={y} y2={y} />
            <circle
              className={row.low > 0 || row.high < 0 ? styles.dot : styles.hollow}
              cx={x(row.value)}
              cy={y}
              r={5}
            />
          </g>
        )
      })}
      {[low, 0, high].map((value, index, all) =>
        all.indexOf(value) === index ? (
          <text
            key={value}
            className={styles.axis}
            x={x(value)}
            y={height - 4}
            textAnchor={
              value === low && value !== 0 ? 'start' : value === high && value !== 0 ? 'end' : 'middle'
            }
          >
            {show(value)}
          </text>
        ) : null,
      )}
    </svg>
  )
}
