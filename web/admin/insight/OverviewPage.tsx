import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { insightOverview, type Overview } from '../../api/insights.ts'
import { Empty } from '../../ui/Empty.tsx'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import { Chart } from './charts/Chart.tsx'
import { Heat } from './charts/Heat.tsx'
import { Line } from './charts/Line.tsx'
import { Frame } from './Frame.tsx'
import styles from './insight.module.css'
import { LadderChart } from './LadderChart.tsx'
import { People, usePeopleRows } from './People.tsx'
import { Sales } from './sales/Sales.tsx'
import { useTitles } from './titles.ts'
import { useWish } from './wish.ts'
import { words } from './words/words.ts'

/** The state of things in five pictures, each with the sentence it says. */
export function OverviewPage() {
  const { say } = useWords(words)
  const wish = useWish()
  const { day } = useFormats()
  const { data, error } = useQuery(insightOverview(wish))
  const { overview, names } = useTitles(data)
  if (!data) return <Frame filter="overTime" title={say('tab.overview')} error={error} />
  const bought = data.ladder.some(({ rung, customers }) => rung !== 'lead' && customers > 0)
  if (!bought)
    return (
      <Frame filter="overTime" title={say('tab.overview')} error={error}>
        <Empty>{say(wish.location || wish.segment ? 'filter.nobody' : 'none')}</Empty>
      </Frame>
    )
  return (
    <Frame
      filter="overTime"
      title={overview}
      lead={names || say('live', { day: day(data.at) })}
      error={error}
    >
      <div className={styles.grid}>
        <div className={styles.wide}>
          <Stayed months={data.retention.months} benchmark={data.retention.benchmark} />
        </div>
        <Slipping slipping={data.slipping} />
        <LadderChart rungs={data.ladder} />
        <div className={styles.full}>
          <Sales />
        </div>
        <div className={styles.wide}>
          <Young cohorts={data.cohorts} />
        </div>
      </div>
    </Frame>
  )
}

function Stayed({ months, benchmark }: Overview['retention']) {
  const { say } = useWords(words)
  const { month, number } = useFormats()
  const { stayed } = useTitles()
  const hundred = (share: number | null) => (share === null ? null : share * 100)
  const last = months.at(-1)
  return (
    <Chart
      title={stayed(months)}
      sub={benchmark ? say('line.sub', { benchmark }) : say('line.sub.plain')}
      how={say('line.how')}
      name="retention-by-month"
      foot={last && last.start < 100 ? <span>{say('hint')}</span> : null}
      data={{
        head: [say('month'), say('line.before'), say('line.again'), say('share')],
        rows: months.map((one) => [one.month, one.start, one.kept, one.share]),
        show: (cell, column) => {
          if (column === 0) return month(String(cell), true)
          if (cell === null) return '–'
          return column === 3 ? number(Number(cell) * 100, 1) : number(Number(cell))
        },
      }}
    >
      <Line
        label={stayed(months)}
        top={100}
        show={(value) => number(value, 0)}
        points={months.map((one) => ({
          ...{ label: month(one.month), value: hundred(one.share) },
          ...{ low: hundred(one.low), high: hundred(one.high) },
        }))}
        mark={benchmark ? { value: benchmark, label: say('line.trade', { value: benchmark }) } : undefined}
      />
    </Chart>
  )
}

function Slipping({ slipping: { customers, yearMinor, people } }: { slipping: Overview['slipping'] }) {
  const { say } = useWords(words)
  const { money } = useFormats()
  const data = usePeopleRows(people)
  const wish = useWish()
  return (
    <Chart
      title={customers > 0 ? say('slip.title', { count: customers }) : say('slip.title.none')}
      sub={customers > 0 ? say('slip.sub', { money: money(yearMinor) }) : null}
      how={say('slip.how')}
      name="slipping"
      data={data}
      foot={
        customers > people.length ? (
          <Link
            className={styles.link}
            to="/insight/people"
            search={{ ...wish, kind: 'slipping', cell: 'yes' }}
          >
            {say('slip.all', { count: customers })}
          </Link>
        ) : null
      }
    >
      <People people={people} slipping />
    </Chart>
  )
}

/** Of fewer people nothing is said in a title. */
const TOLD_FROM = 5

function Young({ cohorts }: { cohorts: Overview['cohorts'] }) {
  const { say } = useWords(words)
  const { month, number } = useFormats()
  const over = cohorts.filter(({ cells }) => cells.length > 1)
  const told = over.findLast(({ customers }) => customers >= TOLD_FROM) ?? over.at(-1)
  const columns = Array.from({ length: Math.max(0, ...cohorts.map(({ cells }) => cells.length)) }, (_, n) =>
    String(n + 1),
  )
  const title = told
    ? say('cohort.title', {
        month: month(told.month),
        share: Math.round((told.cells[0]! / told.customers) * 100),
      })
    : say('cohort.title.none')
  return (
    <Chart
      title={title}
      sub={say('cohort.sub')}
      how={say('cohort.how')}
      name="cohorts"
      data={{
        head: [say('cohort.first'), say('customers'), ...columns],
        rows: cohorts.map((one) => [
          one.month,
          one.customers,
          ...columns.map((_, n) => one.cells[n] ?? null),
        ]),
        show: (cell, column) =>
          column === 0 ? month(String(cell), true) : cell === null ? '' : number(Number(cell)),
      }}
    >
      <Heat
        label={title}
        columns={columns}
        rows={cohorts.map((one) => ({
          ...{ key: one.month, label: month(one.month) },
          cells: columns.map((name, n) => {
            const count = one.cells[n]
            if (count === undefined) return null
            const share = count / one.customers
            const label = say('cohort.cell', { month: month(one.month), count, of: one.customers })
            return { key: name, warmth: share, shown: number(share * 100, 0), label }
          }),
        }))}
      />
    </Chart>
  )
}
