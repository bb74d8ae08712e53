import { IconChartLine, IconTable } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { useWords } from '../../../ui/words.tsx'
import { words } from '../words/words.ts'
import styles from './chart.module.css'
import { saveCsv } from './csv.ts'
import { Scroll } from './Scroll.tsx'

export type Cell = string | number | null

/** What a chart says as rows: shown as a table, and as they are in the file. */
export interface Rows {
  head: string[]
  rows: Cell[][]
  /** How a cell is shown; the file has the bare number. */
  show?: (cell: Cell, column: number) => string
}

interface Props {
  /** A sentence: what the chart says. */
  title: string
  sub?: ReactNode
  /** How it was counted and how sure it is. */
  how: string
  data: Rows
  /** What the file is called. */
  name: string
  foot?: ReactNode
  children: ReactNode
}

/** A chart with its sentence, as a picture or as a table, to carry off, and with how it was counted. */
export function Chart({ title, sub, how, data, name, foot, children }: Props) {
  const { say } = useWords(words)
  const [asTable, setAsTable] = useState(false)
  const heading = useId()
  return (
    <section className={styles.panel} aria-labelledby={heading}>
      <div className={styles.top}>
        <h2 id={heading}>{title}</h2>
        <div className={styles.switch}>
          <Choice label={say('as.picture')} on={!asTable} choose={() => setAsTable(false)}>
            <IconChartLine size={18} stroke={1.75} aria-hidden="true" />
          </Choice>
          <Choice label={say('as.table')} on={asTable} choose={() => setAsTable(true)}>
            <IconTable size={18} stroke={1.75} aria-hidden="true" />
          </Choice>
        </div>
      </div>
      <p className={styles.sub}>{sub}</p>
      <div className={styles.body}>{asTable ? <Table label={title} {...data} /> : children}</div>
      <div className={styles.foot}>
        <details>
          <summary>{say('how')}</summary>
          <p>{how}</p>
        </details>
        {foot}
        <button type="button" className={styles.csv} onClick={() => saveCsv(name, data)}>
          CSV
        </button>
      </div>
    </section>
  )
}

function Choice(props: { label: string; on: boolean; choose(): void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.on}
      onClick={props.choose}
    >
      {props.children}
    </button>
  )
}

export function Table({ label, head, rows, show = (cell) => String(cell ?? '–') }: Rows & { label: string }) {
  return (
    <Scroll>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join(' ')}>
              <th scope="row">{show(row[0]!, 0)}</th>
              {row.slice(1).map((cell, index) => (
                <td key={head[index + 1]}>{show(cell, index + 1)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
