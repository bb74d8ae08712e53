import type { ReactNode } from 'react'
import styles from './chart.module.css'
import { Scroll } from './Scroll.tsx'

export interface HeatCell {
  key: string
  /** 0 to 1: how warm. */
  warmth: number
  shown: ReactNode
  /** In words, for whoever doesn't see the table around it. */
  label?: string
}

interface Props {
  label: string
  columns: string[]
  rows: { key: string; label: string; cells: (HeatCell | null)[] }[]
}

/** A table whose cells are warmer the more there is: five steps, the number inside each. */
export function Heat({ label, columns, rows }: Props) {
  return (
    <Scroll>
      <table className={styles.heat} aria-label={label}>
        <thead>
          <tr>
            <td />
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              {row.cells.map((cell, index) =>
                cell ? (
                  <td key={cell.key} className={styles[`step${stepOf(cell.warmth)}`]}>
                    <span title={cell.label}>{cell.shown}</span>
                  </td>
                ) : (
                  <td key={columns[index]} />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

function stepOf(warmth: number): 0 | 1 | 2 | 3 | 4 {
  if (warmth <= 0.12) return 0
  if (warmth <= 0.3) return 1
  if (warmth <= 0.5) return 2
  return warmth <= 0.75 ? 3 : 4
}
