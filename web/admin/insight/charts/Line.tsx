import { useRef } from 'react'
import { useWidth } from '../../../ui/useWidth.ts'
import styles from './chart.module.css'

export interface Point {
  label: string
  value: number | null
  low?: number | null
  high?: number | null
}

interface Props {
  points: readonly Point[]
  /** The line as a sentence. */
  label: string
  top: number
  /** Where the axis begins: 0 unless the line only is looked at. */
  show(value: number): string
  mark?: { value: number; label: string } | undefined
  /** A second line, quieter. */
  other?: readonly Point[]
}

const HEIGHT = 220
const PAD = { left: 4, right: 76, top: 14, bottom: 26 }
/** A figure of the last value's size, and what stands before it. */
const FIGURE = 11.5
const BEFORE = 20

/** A line over time, its last value at its end, how sure it is as a band around it. */
export function Line({ points, label, top, show, mark, other }: Props) {
  const box = useRef<SVGSVGElement>(null)
  const width = useWidth(box)
  const lastShown = points.findLast(({ value }) => value !== null)?.value
  // Money takes more room than a share of 100.
  const right = Math.max(PAD.right, lastShown == null ? 0 : BEFORE + show(lastShown).length * FIGURE)
  const inner = { width: width - PAD.left - right, height: HEIGHT - PAD.top - PAD.bottom }
  const x = (index: number) => PAD.left + (index / Math.max(1, points.length - 1)) * inner.width
  const y = (value: number) => PAD.top + inner.height - (value / (top || 1)) * inner.height
  const known = points.flatMap((point, index) =>
    point.value === null ? [] : [{ ...point, value: point.value, index }],
  )
  const last = known.at(-1)
  const every = Math.ceil(points.length / Math.max(2, Math.floor(inner.width / 52)))
  return (
    <svg ref={box} className={styles.svg} height={HEIGHT} role="img" aria-label={label}>
      {[0, 0.5, 1].map((part) => (
        <g key={part}>
          <line
            className={styles.grid}
            x1={PAD.left}
            x2={PAD.left + inner.width}
            y1={y(top * part)}
            y2={y(top * part)}
          />
          {part > 0 ? (
            <text className={styles.axis} x={PAD.left} y={y(top * part) - 4}>
              {show(top * part)}
            </text>
          ) : null}
        </g>
      ))}
      {points.map((point, index) =>
        (points.length - 1 - index) % every === 0 ? (
          <text
            key={point.label}
            className={styles.axis}
            x={x(index)}
            y={HEIGHT - 6}
            textAnchor={index === 0 ? 'start' : 'middle'}
          >
            {point.label}
          </text>
        ) : null,
      )}
      <path className={styles.band} d={bandOf(known, x, y)} />
      {mark ? (
        <>
          <line
            className={styles.mark}
            x1={PAD.left}
            x2={PAD.left + inner.width}
            y1={y(mark.value)}
            y2={y(mark.value)}
          />
          <text className={styles.axis} x={PAD.left + inner.width + 8} y={y(mark.value) + 4}>
            {mark.label}
          </text>
        </>
      ) : null}
      {other ? <path className={`${styles.line} ${styles.second}`} d={pathOf(other, x, y)} /> : null}
      <path className={styles.line} d={pathOf(points, x, y)} />
      {last ? (
        <>
          <circle className={styles.dot} cx={x(last.index)} cy={y(last.value)} r={4} />
          <text className={styles.end} x={x(last.index) + 12} y={y(last.value) + 7}>
            {show(last.value)}
          </text>
        </>
      ) : null}
    </svg>
  )
}

type Place = (value: number) => number

/** Broken where nothing is known. */
function pathOf(points: readonly Point[], x: Place, y: Place): string {
  let begun = false
  return points
    .map(({ value }, index) => {
      if (value === null) {
        begun = false
        return ''
      }
      const step = `${begun ? 'L' : 'M'}${x(index)} ${y(value)}`
      begun = true
      return step
    })
    .join('')
}

function bandOf(known: readonly (Point & { index: number })[], x: Place, y: Place): string {
  const sure = known.flatMap(({ low, high, index }) =>
    typeof low === 'number' && typeof high === 'number' ? [{ low, high, index }] : [],
  )
  if (sure.length < 2) return ''
  const above = sure.map(({ high, index }) => `${x(index)} ${y(high)}`)
  const below = sure.map(({ low, index }) => `${x(index)} ${y(low)}`).reverse()
  return `M${[...above, ...below].join('L')}Z`
}
