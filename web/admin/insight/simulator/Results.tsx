import { Link } from '@tanstack/react-router'
import type { Simulated } from '../../../api/insights.ts'
import { useFormats } from '../../../ui/format.ts'
import { useWords } from '../../../ui/words.tsx'
import { Bars } from '../charts/Bars.tsx'
import { type Cell, Chart, Table } from '../charts/Chart.tsx'
import { Line } from '../charts/Line.tsx'
import styles from '../insight.module.css'
import { words } from '../words/words.ts'
import { Caps } from './Caps.tsx'
import look from './simulator.module.css'
import { words as own } from './words/words.ts'

const MARGIN = 40

interface Props {
  one: Simulated
  two: Simulated | undefined
  otherName: string
}

interface Trying {
  busy: boolean
  tryCap(max: number): void
}

/** What one or two programmes would have come to. */
export function Results({ busy, tryCap, ...props }: Props & Trying) {
  const { one, two, otherName } = props
  const { say } = useWords(words)
  return (
    <div className={styles.grid}>
      <div className={styles.half}>
        <SideBySide {...props} />
      </div>
      {[one, two].some((side) => side && side.points.issued + side.points.joining > 0) ? (
        <div className={styles.half}>
          <Owed {...props} />
        </div>
      ) : null}
      <div className={styles.half}>
        <Top name={say('sim.now')} {...one} />
      </div>
      {two ? (
        <div className={styles.half}>
          <Top name={otherName} {...two} />
        </div>
      ) : null}
      {one.points.issued > 0 ? (
        <div className={styles.half}>
          <Caps name={say('sim.now')} {...{ caps: one.caps, busy, tryCap }} />
        </div>
      ) : null}
    </div>
  )
}

function SideBySide({ one, two, otherName }: Props) {
  const { say } = useWords(words)
  const { number, money, percent, day } = useFormats()
  type Row = [word: string, pick: (of: Simulated) => Cell, show: (value: number) => string]
  const rows: Row[] = [
    [say('sim.row.reached'), ({ members }) => members.reached, number],
    [say('sim.row.issued'), ({ points }) => points.issued + points.joining - points.takenBack, number],
    [say('sim.row.redeemed'), ({ points }) => points.redeemed, number],
    [say('sim.row.expired'), ({ points }) => points.expired, number],
    [say('sim.row.owed'), ({ points }) => points.outstanding + points.pending, number],
    [say('sim.row.prizes'), ({ prizes }) => prizes.reduce((sum, { given }) => sum + given, 0), number],
    [say('sim.row.cost'), ({ cost }) => cost.totalMinor, money],
    [say('sim.row.share'), ({ cost }) => cost.shareOfSales, (share) => percent(share, 2)],
    [say('sim.row.uplift'), ({ cost }) => cost.breakEvenUplift, (share) => percent(share, 2)],
    [say('sim.row.cap'), ({ cap }) => cap?.max ?? null, number],
    [say('sim.row.capCost'), ({ cap }) => cap?.totalMinor ?? null, money],
  ]
  const sides = two ? [one, two] : [one]
  const data = {
    head: [say('sim.row'), say('sim.now'), ...(two ? [otherName] : [])],
    rows: rows.map(([word, pick]): Cell[] => [word, ...sides.map(pick)]),
  }
  const shown = rows.map(([word, pick, show]) => [
    word,
    ...sides.map((side) => {
      const value = pick(side)
      if (value === null) return word === say('sim.row.uplift') ? say('sim.row.never') : '–'
      return show(Number(value))
    }),
  ])
  const sub = say('sim.sub', {
    ...{ from: day(one.period.from), until: day(one.period.until) },
    ...{ purchases: number(one.counted.purchases), customers: number(one.counted.customers) },
  })
  const table = <Table label={say('sim.compare')} head={data.head} rows={shown} />
  const { everyCustomer } = one.counted
  return (
    <Chart
      title={say('sim.compare')}
      sub={sub}
      how={say('sim.how', { margin: MARGIN })}
      name="simulation"
      data={data}
      foot={everyCustomer > 1 ? <span>{say('sim.sampled', { nth: everyCustomer })}</span> : null}
    >
      {table}
    </Chart>
  )
}

/** Points and money at the end of a month; what was owed before stays owed where a side says nothing of a month. */
function owedAt({ liability }: Simulated, month: string): [number, number | null] {
  const at = liability.findLast((one) => one.month <= month)
  return [at?.points ?? 0, at ? at.minor : 0]
}

function Owed({ one, two, otherName }: Props) {
  const { say } = useWords(words)
  const { say: its } = useWords(own)
  const { number, money, month } = useFormats()
  const sides = [{ name: say('sim.now'), of: one }, ...(two ? [{ name: otherName, of: two }] : [])]
  const months = [...new Set(sides.flatMap(({ of: side }) => side.liability.map((at) => at.month)))].sort()
  const of = (side: Simulated) => months.map((at) => ({ label: month(at), value: owedAt(side, at)[0] }))
  const top = Math.max(1, ...[one, two].flatMap((side) => side?.liability.map(({ points }) => points) ?? []))
  return (
    <Chart
      title={say('sim.owed.title')}
      sub={[
        say('sim.owed.sub'),
        ...(two ? [its('lines', { one: say('sim.now'), two: otherName })] : []),
      ].join('. ')}
      how={say('sim.owed.how')}
      name="simulated-liability"
      data={{
        head: [say('month'), ...sides.flatMap(({ name }) => [name, its('owedMoney', { programme: name })])],
        rows: months.map((at) => [at, ...sides.flatMap(({ of: side }) => owedAt(side, at))]),
        show: (cell, column) => {
          if (column === 0) return month(String(cell), true)
          if (cell === null) return '–'
          return column % 2 === 0 ? money(Number(cell)) : number(Number(cell))
        },
      }}
    >
      <Line
        label={say('sim.owed.title')}
        top={top}
        show={(value) => number(value, 0)}
        points={of(one)}
        {...(two ? { other: of(two) } : {})}
      />
    </Chart>
  )
}

function Top({ name, top }: Pick<Simulated, 'top'> & { name: string }) {
  const { say } = useWords(words)
  const priced = top.some(({ costMinor }) => costMinor > 0)
  const { number, money } = useFormats()
  return (
    <Chart
      title={`${say('sim.top.title')}: ${name}`}
      sub={say('sim.top.sub')}
      how={say('sim.top.how')}
      name="simulated-costliest"
      data={{
        head: [
          ...[say('person.name'), say('sim.top.points'), say('sim.row.prizes')],
          ...[say('sim.top.sales'), say('sim.top.cost')],
        ],
        rows: top.map((one) => [
          ...[one.name ?? one.customerId, one.points, one.prizes, one.salesMinor, one.costMinor],
        ]),
        show: (cell, column) => {
          if (column === 0) return String(cell)
          return column < 3 ? number(Number(cell)) : money(Number(cell))
        },
      }}
    >
      <Bars
        bars={top.map((one) => ({
          ...{ key: one.customerId, label: <Person {...one} />, side: money(one.salesMinor) },
          // Where nothing has a price, who gets most.
          ...(priced
            ? { value: one.costMinor, shown: money(one.costMinor) }
            : { value: one.prizes, shown: number(one.prizes) }),
        }))}
      />
    </Chart>
  )
}

/** Opens to her profile. */
function Person({ customerId, name }: Simulated['top'][number]) {
  const { say } = useWords(words)
  return (
    <Link className={look.name} to="/customers/$id" params={{ id: customerId }}>
      {name ?? say('person.unnamed')}
    </Link>
  )
}
