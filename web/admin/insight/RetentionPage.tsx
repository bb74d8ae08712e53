import { useQuery } from '@tanstack/react-query'
import { insightRetention, type RetentionSaid } from '../../api/insights.ts'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import { Bars } from './charts/Bars.tsx'
import { Chart } from './charts/Chart.tsx'
import { Heat } from './charts/Heat.tsx'
import { Line } from './charts/Line.tsx'
import { Frame } from './Frame.tsx'
import styles from './insight.module.css'
import { useWish } from './wish.ts'
import { words } from './words/words.ts'

/** Who stays: by the formula of the trade and really, by the month of the first visit, and how often people come. */
export function RetentionPage() {
  const { say } = useWords(words)
  const { day } = useFormats()
  const { data, error } = useQuery(insightRetention(useWish()))
  if (!data) return <Frame filter="overTime" title={say('tab.retention')} error={error} />
  const last = lastFinished(data.quarters)
  const title = last
    ? say('retention.title', { kept: Math.round(last.keptPercent!) })
    : say('retention.title.none')
  return (
    <Frame filter="overTime" title={title} lead={say('live', { day: day(data.at) })} error={error}>
      <div className={styles.grid}>
        <div className={styles.wide}>
          <Quarters quarters={data.quarters} benchmark={data.benchmark} />
        </div>
        <Habit {...data} />
        <div className={styles.full}>
          <Cohorts cohorts={data.cohorts} />
        </div>
      </div>
    </Frame>
  )
}

function lastFinished(quarters: RetentionSaid['quarters']) {
  return quarters.findLast(({ finished, keptPercent }) => finished && keptPercent !== null)
}

function Quarters({ quarters, benchmark }: Pick<RetentionSaid, 'quarters' | 'benchmark'>) {
  const { say } = useWords(words)
  const { number } = useFormats()
  const last = lastFinished(quarters)
  const title = last
    ? say('crr.title', { crr: Math.round(last.crr!), kept: Math.round(last.keptPercent!) })
    : say('crr.title.none')
  const finished = quarters.filter((one) => one.finished)
  return (
    <Chart
      title={title}
      sub={last?.trap ? say('crr.sub.trap', { count: last.returned }) : say('crr.sub')}
      how={say('crr.how')}
      name="retention-by-quarter"
      foot={last && last.start < 100 ? <span>{say('hint')}</span> : null}
      data={{
        head: [
          ...[say('crr.period'), say('crr.start'), say('crr.end'), say('crr.new'), say('crr.back')],
          ...[say('crr.formula'), say('crr.kept')],
        ],
        rows: quarters.map((one) => [
          ...[one.period, one.start, one.end, one.newcomers, one.returned, one.crr, one.keptPercent],
        ]),
        show: (cell, column) => {
          if (cell === null) return '–'
          return column === 0 ? String(cell) : number(Number(cell), column > 4 ? 1 : 0)
        },
      }}
    >
      <Line
        label={title}
        top={100}
        show={(value) => number(value, 0)}
        points={finished.map((one) => ({ label: one.period, value: one.keptPercent }))}
        other={finished.map((one) => ({ label: one.period, value: one.crr }))}
        mark={benchmark ? { value: benchmark, label: say('line.trade', { value: benchmark }) } : undefined}
      />
    </Chart>
  )
}

function Habit({ repeat, gap, churn }: Pick<RetentionSaid, 'repeat' | 'gap' | 'churn'>) {
  const { say } = useWords(words)
  const { number } = useFormats()
  const title =
    repeat.share === null || repeat.again === 0
      ? say('habit.title.none')
      : say('habit.title', { share: Math.round(repeat.share * 100) })
  return (
    <Chart
      title={title}
      sub={gap.medianDays === null ? null : say('habit.gap', { days: Math.round(gap.medianDays) })}
      how={say('habit.how')}
      name="repeat"
      foot={<span>{say('habit.late', { count: churn.slipping, left: number(churn.left) })}</span>}
      data={{
        head: ['', say('customers')],
        rows: [
          [say('habit.all'), repeat.customers],
          [say('habit.again'), repeat.again],
        ],
        show: (cell) => (typeof cell === 'number' ? number(cell) : String(cell)),
      }}
    >
      <Bars
        bars={[
          { key: 'all', label: say('habit.all'), value: repeat.customers, shown: number(repeat.customers) },
          {
            key: 'again',
            label: say('habit.again'),
            value: repeat.again,
            shown: number(repeat.again),
            lit: true,
          },
        ]}
      />
    </Chart>
  )
}

function Cohorts({ cohorts }: Pick<RetentionSaid, 'cohorts'>) {
  const { say } = useWords(words)
  const { month, number, money } = useFormats()
  const columns = Array.from({ length: Math.max(0, ...cohorts.map(({ cells }) => cells.length)) }, (_, n) =>
    String(n),
  )
  return (
    <Chart
      title={say('cohort.title.none')}
      sub={say('cohort.sub')}
      how={say('cohort.how')}
      name="cohorts"
      data={{
        head: [say('cohort.first'), say('customers'), say('money'), ...columns],
        rows: cohorts.map((one) => [
          ...[one.month, one.customers, one.cells.reduce((sum, cell) => sum + cell.moneyMinor, 0)],
          ...columns.map((_, n) => one.cells[n]?.customers ?? null),
        ]),
        show: (cell, column) => {
          if (column === 0) return month(String(cell), true)
          if (cell === null) return ''
          return column === 2 ? money(Number(cell)) : number(Number(cell))
        },
      }}
    >
      <Heat
        label={say('cohort.title.none')}
        columns={columns}
        rows={cohorts.map((one) => ({
          ...{ key: one.month, label: month(one.month, true) },
          cells: columns.map((name, n) => {
            const cell = one.cells[n]
            if (!cell) return null
            const label = say('cohort.cell', {
              month: month(cell.month, true),
              count: cell.customers,
              of: one.customers,
            })
            return { key: name, warmth: cell.share, shown: number(cell.share * 100, 0), label }
          }),
        }))}
      />
    </Chart>
  )
}
