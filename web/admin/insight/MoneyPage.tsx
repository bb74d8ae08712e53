import { useQuery } from '@tanstack/react-query'
import { insightMoney, type MoneySaid } from '../../api/insights.ts'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import { Bars } from './charts/Bars.tsx'
import { Chart } from './charts/Chart.tsx'
import { Line } from './charts/Line.tsx'
import { Frame } from './Frame.tsx'
import styles from './insight.module.css'
import { words } from './words/words.ts'

/** What the programme owes, what it has cost, and what of the sales is not earned yet. */
export function MoneyPage() {
  const { say } = useWords(words)
  const { money, number, percent } = useFormats()
  const { data, error } = useQuery(insightMoney)
  if (!data) return <Frame title={say('tab.money')} error={error} />
  if (!data.hasPoints && data.liability.points === 0)
    return <Frame title={say('money.title.none')} error={error} />
  const { liability, year } = data
  const title =
    liability.minor === null
      ? say('money.title.points', { points: number(liability.points) })
      : say('money.title', { money: money(liability.minor) })
  const lead =
    year.redemptionRate !== null && year.costMinor !== null && year.shareOfSales !== null
      ? say('money.sentence', {
          redeemed: Math.round(year.redemptionRate * 100),
          ...{ cost: money(year.costMinor), share: percent(year.shareOfSales) },
        })
      : null
  return (
    <Frame title={title} lead={lead} error={error}>
      <div className={styles.grid}>
        <Liability {...liability} />
        <Age {...liability} />
        <Broken breakage={data.breakage} />
        <div className={styles.half}>
          <Flows months={data.months} />
        </div>
        <div className={styles.half}>
          <Deferred deferred={data.deferred} />
        </div>
      </div>
    </Frame>
  )
}

function Liability({ points, byExpiry }: MoneySaid['liability']) {
  const { say } = useWords(words)
  const { number, month, money } = useFormats()
  const name = (expires: string | null) => (expires === null ? say('expiry.never') : month(expires, true))
  return (
    <Chart
      title={say('expiry.title', { points: number(points) })}
      sub={say('expiry.sub')}
      how={say('expiry.how')}
      name="liability-by-expiry"
      data={{
        head: [say('expiry.month'), say('points'), say('money')],
        rows: byExpiry.map((one) => [one.expires ?? '', one.points, one.minor]),
        show: (cell, column) => {
          if (column === 0) return name(cell === '' ? null : String(cell))
          if (cell === null) return '–'
          return column === 2 ? money(Number(cell)) : number(Number(cell))
        },
      }}
    >
      <Bars
        bars={byExpiry.map((one) => ({
          ...{
            key: one.expires ?? '',
            label: name(one.expires),
            value: one.points,
            shown: number(one.points),
          },
          side: one.minor === null ? null : money(one.minor),
        }))}
      />
    </Chart>
  )
}

function Age({ byAge }: MoneySaid['liability']) {
  const { say } = useWords(words)
  const { number, money } = useFormats()
  const name = (age: string) => age.replace(/\b0(\d)/g, '$1').replace('-', '–')
  return (
    <Chart
      title={say('age.title')}
      sub={say('age.sub')}
      how={say('expiry.how')}
      name="liability-by-age"
      data={{
        head: [say('age.age'), say('points'), say('money')],
        rows: byAge.map((one) => [name(one.age), one.points, one.minor]),
        show: (cell, column) => {
          if (column === 0) return String(cell)
          if (cell === null) return '–'
          return column === 2 ? money(Number(cell)) : number(Number(cell))
        },
      }}
    >
      <Bars
        bars={byAge.map((one) => ({
          ...{ key: one.age, label: name(one.age), value: one.points, shown: number(one.points) },
          side: one.minor === null ? null : money(one.minor),
        }))}
      />
    </Chart>
  )
}

function Broken({ breakage: { share, low, high, customers, expectedMinor } }: Pick<MoneySaid, 'breakage'>) {
  const { say } = useWords(words)
  const { number, money } = useFormats()
  const of100 = (part: number) => number(part * 100, 1)
  const known = share !== null && low !== null && high !== null
  return (
    <Chart
      title={known ? say('break.title', { share: of100(share) }) : say('break.title.none')}
      sub={known ? say('break.sub', { low: of100(low), high: of100(high), count: customers }) : null}
      how={say('break.how')}
      name="breakage"
      foot={known && customers < 100 ? <span>{say('hint')}</span> : null}
      data={{
        head: [say('share'), say('camp.low'), say('camp.high'), say('customers'), say('money')],
        rows: [[share, low, high, customers, expectedMinor]],
        show: (cell, column) => {
          if (cell === null) return '–'
          if (column === 4) return money(Number(cell))
          return column === 3 ? number(Number(cell)) : of100(Number(cell))
        },
      }}
    >
      {known ? (
        <Bars
          bars={[
            { key: 'low', label: say('camp.low'), value: low * 100, shown: of100(low) },
            { key: 'share', label: say('share'), value: share * 100, shown: of100(share), lit: true },
            { key: 'high', label: say('camp.high'), value: high * 100, shown: of100(high) },
          ]}
        />
      ) : null}
    </Chart>
  )
}

function Flows({ months }: Pick<MoneySaid, 'months'>) {
  const { say } = useWords(words)
  const { number, month } = useFormats()
  const top = Math.max(1, ...months.flatMap(({ issued, redeemed }) => [issued, redeemed]))
  return (
    <Chart
      title={say('flow.title')}
      sub={say('flow.sub')}
      how={say('flow.how')}
      name="points-by-month"
      data={{
        head: [say('month'), say('flow.issued'), say('flow.redeemed'), say('flow.expired')],
        rows: months.map((one) => [one.month, one.issued, one.redeemed, one.expired]),
        show: (cell, column) => (column === 0 ? month(String(cell), true) : number(Number(cell))),
      }}
    >
      <Line
        label={say('flow.title')}
        top={top}
        show={(value) => number(value, 0)}
        points={months.map((one) => ({ label: month(one.month), value: one.issued }))}
        other={months.map((one) => ({ label: month(one.month), value: one.redeemed }))}
      />
    </Chart>
  )
}

function Deferred({ deferred }: Pick<MoneySaid, 'deferred'>) {
  const { say } = useWords(words)
  const { money } = useFormats()
  const left = deferred.pointsMinor - deferred.earnedMinor
  const rows: [string, number][] = [
    [say('defer.goods'), deferred.goodsMinor],
    [say('defer.points'), deferred.pointsMinor],
    [say('defer.earned'), deferred.earnedMinor],
    [say('defer.left'), left],
  ]
  return (
    <Chart
      title={say('defer.title', { money: money(left) })}
      sub={say('defer.sub')}
      how={say('defer.how')}
      name="deferred-revenue"
      data={{
        ...{ head: ['', say('money')], rows },
        show: (cell, column) => (column === 0 ? String(cell) : money(Number(cell))),
      }}
    >
      <Bars bars={rows.map(([label, value]) => ({ key: label, label, value, shown: money(value) }))} />
    </Chart>
  )
}
