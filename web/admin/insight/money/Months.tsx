import type { MoneySaid, MonthOwed } from '../../../api/programmeMoney.ts'
import { useFormats } from '../../../ui/format.ts'
import { useWords } from '../../../ui/words.tsx'
import { type Cell, Chart } from '../charts/Chart.tsx'
import { Line } from '../charts/Line.tsx'
import styles from '../insight.module.css'
import { words as common } from '../words/words.ts'
import { words } from './words/words.ts'

const flows = ['granted', 'takenBack', 'redeemed', 'expired', 'adjusted'] as const
const columns = ['opening', ...flows, 'closing', 'enteredLate'] as const
const inMoney = ['opening', 'revalued', ...flows, 'closing'] as const

/** Points by month: start, what came and went, end, and that the accounts hold just that. */
export function Points({ months, accounts }: Pick<MoneySaid, 'months' | 'accounts'>) {
  const { say } = useWords(words)
  const { number } = useFormats()
  const said = Object.fromEntries(Object.entries(accounts).map(([name, value]) => [name, number(value)]))
  const [opening, closing] = ends(months)
  return (
    <Rolled
      title={say('roll.title', { opening: number(opening), closing: number(closing) })}
      sub={accounts.difference === 0 ? say('roll.sub', said) : say('roll.sub.differs', said)}
      how={say('roll.how')}
      name="points-by-month"
      show={number}
      names={columns}
      rows={months}
    />
  )
}

/** The same in money, where a point had a worth. */
export function Worth({ months }: Pick<MoneySaid, 'months'>) {
  const { say } = useWords(words)
  const { money } = useFormats()
  const rows = months.flatMap((one) => (one.money ? [{ month: one.month, ...one.money }] : []))
  if (rows.length === 0) return null
  const [opening, closing] = ends(rows)
  return (
    <Rolled
      title={say('worth.title', { opening: money(opening), closing: money(closing) })}
      sub={say('worth.sub')}
      how={say('worth.how')}
      name="worth-by-month"
      show={money}
      names={inMoney}
      rows={rows}
    />
  )
}

/** Gift cards and store credit of one currency. */
export function Cards({ unit, months }: MoneySaid['money'][number]) {
  const { say } = useWords(words)
  const { money } = useFormats()
  const show = (minor: number) => money(minor, unit.slice('money:'.length))
  return (
    <Rolled
      title={say('card.title', { money: show(ends(months)[1]) })}
      sub={say('card.sub')}
      how={say('card.how')}
      name={`cards-by-month-${unit.slice('money:'.length)}`}
      show={show}
      names={columns}
      rows={months}
    />
  )
}

interface Props<Name extends string> {
  title: string
  sub: string
  how: string
  name: string
  show(value: number): string
  names: readonly Name[]
  rows: readonly ({ month: string; closing: number } & Record<Name, number>)[]
}

function Rolled<Name extends (typeof columns)[number] | 'revalued'>({
  title,
  sub,
  how,
  name,
  show,
  names,
  rows,
}: Props<Name>) {
  const { say } = useWords(words)
  const { say: all } = useWords(common)
  const { month } = useFormats()
  return (
    <div className={styles.full}>
      <Chart
        {...{ title, sub, how, name }}
        data={{
          head: [all('month'), ...names.map((one) => say(`col.${one}`))],
          rows: rows.map((row): Cell[] => [row.month, ...names.map((one) => row[one])]),
          show: (cell, column) => (column === 0 ? month(String(cell), true) : show(Number(cell))),
        }}
      >
        <Line
          label={title}
          top={Math.max(1, ...rows.map(({ closing }) => closing))}
          show={(value) => show(Math.round(value))}
          points={rows.map((row) => ({ label: month(row.month), value: row.closing }))}
        />
      </Chart>
    </div>
  )
}

/** What the last month began and ends with. */
function ends(months: readonly Pick<MonthOwed, 'opening' | 'closing'>[]): [number, number] {
  const last = months.at(-1)
  return [last?.opening ?? 0, last?.closing ?? 0]
}
