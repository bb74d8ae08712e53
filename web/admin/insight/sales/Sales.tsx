import { useQuery } from '@tanstack/react-query'
import { insightSales, type SalesSaid } from '../../../api/insights.ts'
import { useFormats } from '../../../ui/format.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { Chart } from '../charts/Chart.tsx'
import { Line } from '../charts/Line.tsx'
import styles from '../insight.module.css'
import { useWish } from '../wish.ts'
import { words } from './words/words.ts'

type Counted = Extract<SalesSaid, { counting: false }>

/** What was sold, beside the same weeks a year before, and where it goes when the season is taken away. */
export function Sales() {
  const { say } = useWords(words)
  const { location, segment } = useWish()
  const { data, error } = useQuery(insightSales(location))
  // Sales of nobody known belong to no segment.
  if (segment) return null
  if (!data) return <Fault error={error} />
  if (data.counting || data.known === 0)
    return data.counting ? (
      <section className={styles.plain}>
        <h2>{say('title.counting')}</h2>
        <p>{say('sub.counting')}</p>
      </section>
    ) : null
  return <Season {...data} />
}

function Season(said: Counted) {
  const { say } = useWords(words)
  const { day, money, number } = useFormats()
  const { weeks } = said
  const told = useTold(said)
  const most = Math.max(1, ...weeks.map(({ value, yearBefore }) => Math.max(value, yearBefore ?? 0)))
  return (
    <Chart
      title={told.title}
      sub={told.sub}
      how={say('how')}
      name="sales-by-week"
      data={{
        head: [say('week'), say('sold'), say('before'), say('adjusted')],
        rows: weeks.map(({ week, value, yearBefore, adjusted }) => [
          ...[week, value, yearBefore],
          adjusted === null ? null : Math.round(adjusted),
        ]),
        show(cell, column) {
          if (cell === null) return '–'
          return column === 0 ? day(String(cell)) : money(Number(cell))
        },
      }}
    >
      <Line
        label={told.title}
        top={most * 1.05}
        show={(value) => (value === 0 ? number(0) : money(Math.round(value)))}
        points={weeks.map(({ week, value }) => ({ label: day(week), value }))}
        other={weeks.map(({ week, yearBefore }) => ({ label: day(week), value: yearBefore }))}
      />
    </Chart>
  )
}

/** The season as sentences; where the past is too short, how much is missing. */
function useTold({ yearOnYear, trend, needed, known }: Counted) {
  const { say } = useWords(words)
  const { percent, number } = useFormats()
  const signed = (share: number) => (share > 0 ? `+${percent(share, 1)}` : percent(share, 1))
  const range = ({ low, high }: { low: number; high: number }) => ({ low: signed(low), high: signed(high) })
  if (!yearOnYear)
    return {
      title: say('title.short'),
      sub: say('sub.short', { needed: number(needed.comparison), known: number(known) }),
    }
  const way = yearOnYear.low > 0 ? 'up' : yearOnYear.high < 0 ? 'down' : 'same'
  const title = say(`title.${way}`, { change: percent(Math.abs(yearOnYear.change), 1) })
  const year = say('sub.year', { ...range(yearOnYear), weeks: yearOnYear.weeks })
  if (!trend)
    return {
      title,
      sub: `${year} ${say('trend.short', { needed: number(needed.trend), known: number(known) })}`,
    }
  const goes = trend.low > 0 ? 'up' : trend.high < 0 ? 'down' : 'flat'
  const change = percent(Math.abs(trend.change), 1)
  return { title, sub: `${year} ${say(`trend.${goes}`, { change, ...range(trend) })}` }
}
