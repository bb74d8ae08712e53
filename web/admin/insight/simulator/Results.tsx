import type { Simulated } from '../../../api/insights.ts'
import { useFormats } from '../../../ui/format.ts'
import { useWords } from '../../../ui/words.tsx'
import { Bars } from '../charts/Bars.tsx'
import { type Cell, Chart, Table } from '../charts/Chart.tsx'
import { Line } from '../charts/Line.tsx'
import styles from '../insight.module.css'
import { words } from '../words/words.ts'

const MARGIN = 40

interface Props {
  one: Simulated
  two: Simulated | undefined
  otherName: string
}

/** What one or two programmes would have come to. */
export function Results(props: Props) {
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

function Owed({ one, two }: Props) {
  const { say } = useWords(words)
  const { number, month } = useFormats()
  const of = ({ liability }: Simulated) =>
    liability.map((at) => ({ label: month(at.month), value: at.points }))
  const top = Math.max(1, ...[one, two].flatMap((side) => side?.liability.map(({ points }) => points) ?? []))
  const beside = new Map(two?.liability.map((at) => [at.month, at.points]))
  return (
    <Chart
      title={say('sim.owed.title')}
      sub={say('sim.owed.sub')}
      how={say('sim.owed.how')}
      name="simulated-liability"
      data={{
        head: [say('month'), say('sim.now'), ...(two ? [say('sim.other')] : [])],
        rows: one.liability.map((at) => [at.month, at.points, ...(two ? [beside.get(at.month) ?? 0] : [])]),
        show: (cell, column) => (column === 0 ? month(String(cell), true) : number(Number(cell))),
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
          ...{ key: one.customerId, label: one.name ?? say('person.unnamed'), side: money(one.salesMinor) },
          // Where nothing has a price, who gets most.
          ...(priced
            ? { value: one.costMinor, shown: money(one.costMinor) }
            : { value: one.prizes, shown: number(one.prizes) }),
        }))}
      />
    </Chart>
  )
}
