import { NumberInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { insightValue, type ValueSaid } from '../../../api/insights.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { useFormats } from '../../../ui/format.ts'
import { useWords } from '../../../ui/words.tsx'
import { Bars } from '../charts/Bars.tsx'
import { Chart } from '../charts/Chart.tsx'
import { Heat } from '../charts/Heat.tsx'
import { Line } from '../charts/Line.tsx'
import { Frame } from '../Frame.tsx'
import styles from '../insight.module.css'
import { useWish } from '../wish.ts'
import { words } from '../words/words.ts'
import { Contest } from './Contest.tsx'

const fives = [1, 2, 3, 4, 5]

/** What customers are worth: two maps whose cells open to the people, who brings the money, and what to work on. */
export function ValuePage() {
  const { say } = useWords(words)
  const wish = useWish()
  const [margin, setMargin] = useState(40)
  const asked = useDeferredValue(margin)
  const { data, error } = useQuery(insightValue(asked, wish))
  if (!data) return <Frame filter="now" title={say('tab.value')} error={error} />
  if (data.customers === 0)
    return (
      <Frame filter="now" title={say('tab.value')} error={error}>
        <Empty>{say(wish.location || wish.segment ? 'filter.nobody' : 'none')}</Empty>
      </Frame>
    )
  const share = Math.round((data.pareto[0] ?? 0) * 100)
  return (
    <Frame filter="now" title={say('value.title', { share })} error={error}>
      <div className={styles.grid}>
        <div className={styles.half}>
          <Rfm {...data} />
        </div>
        <div className={styles.half}>
          <AbcXyz {...data} />
        </div>
        <Pareto pareto={data.pareto} />
        <Groups groups={data.groups} />
        <Ltv ltv={data.ltv} margin={margin} setMargin={setMargin} />
        <div className={styles.full}>
          <Contest />
        </div>
      </div>
    </Frame>
  )
}

function Rfm({ rfm, moneyMinor }: ValueSaid) {
  const { say } = useWords(words)
  const { number, money } = useFormats()
  const best = rfm.cells.filter(({ r, f }) => r >= 4 && f >= 4)
  const sum = (pick: (cell: (typeof best)[number]) => number) =>
    best.reduce((all, cell) => all + pick(cell), 0)
  const most = Math.max(1, ...rfm.cells.map(({ customers }) => customers))
  const at = (r: number, f: number) => rfm.cells.find((cell) => cell.r === r && cell.f === f)
  const share = moneyMinor > 0 ? Math.round((sum((cell) => cell.moneyMinor) / moneyMinor) * 100) : 0
  const title = say('rfm.title', { count: sum((cell) => cell.customers), share })
  return (
    <Chart
      title={title}
      sub={say('rfm.sub')}
      how={say('rfm.how')}
      name="rfm"
      data={{
        head: ['R', 'F', say('customers'), say('money')],
        rows: rfm.cells.map(({ r, f, customers, moneyMinor: all }) => [r, f, customers, all]),
        show: (cell, column) => (column === 3 ? money(Number(cell)) : number(Number(cell))),
      }}
    >
      <Heat
        label={title}
        columns={fives.map(String)}
        rows={[...fives].reverse().map((r) => ({
          ...{ key: String(r), label: say('rfm.lately', { score: r }) },
          cells: fives.map((f) => {
            const cell = at(r, f)
            if (!cell) return null
            const label = say('rfm.cell', { r, f, count: cell.customers, money: money(cell.moneyMinor) })
            return {
              ...{ key: `${r}${f}`, warmth: cell.customers / most, label },
              shown: <CellLink kind="rfm" cell={`${r}${f}`} label={label} count={cell.customers} />,
            }
          }),
        }))}
      />
    </Chart>
  )
}

function CellLink({
  kind,
  cell,
  label,
  count,
}: {
  kind: string
  cell: string
  label: string
  count: number
}) {
  const { number } = useFormats()
  const wish = useWish()
  return (
    <Link to="/insight/people" search={{ ...wish, kind, cell }} aria-label={label}>
      {number(count)}
    </Link>
  )
}

function AbcXyz({ abcXyz }: ValueSaid) {
  const { say } = useWords(words)
  const { number, money } = useFormats()
  const best = abcXyz.cells.filter(({ cell }) => cell.startsWith('A'))
  const count = best.reduce((sum, { customers }) => sum + customers, 0)
  const most = Math.max(1, ...abcXyz.cells.map(({ customers }) => customers))
  const title = say('abc.title', { count })
  const columns = ['X', 'Y', 'Z', '-'] as const
  return (
    <Chart
      title={title}
      sub={say('abc.sub')}
      how={say('abc.how')}
      name="abc-xyz"
      data={{
        head: ['ABC-XYZ', say('customers'), say('money')],
        rows: abcXyz.cells.map(({ cell, customers, moneyMinor }) => [cell, customers, moneyMinor]),
        show: (cell, column) => {
          if (column === 0) return String(cell)
          return column === 2 ? money(Number(cell)) : number(Number(cell))
        },
      }}
    >
      <Heat
        label={title}
        columns={columns.map((name) => (name === '-' ? say('abc.none') : name))}
        rows={(['A', 'B', 'C'] as const).map((abc) => ({
          ...{ key: abc, label: abc },
          cells: columns.map((xyz) => {
            const cell = abcXyz.cells.find((one) => one.cell === abc + xyz)
            if (!cell) return null
            const label = say('abc.cell', {
              cell: cell.cell,
              count: cell.customers,
              money: money(cell.moneyMinor),
            })
            return {
              ...{ key: cell.cell, warmth: cell.customers / most, label },
              shown: <CellLink kind="abcXyz" cell={cell.cell} label={label} count={cell.customers} />,
            }
          }),
        }))}
      />
    </Chart>
  )
}

function Pareto({ pareto }: { pareto: number[] }) {
  const { say } = useWords(words)
  const { number } = useFormats()
  let sum = 0
  const running = pareto.map((share) => {
    sum += share
    return sum
  })
  const title = say('pareto.title', { share: Math.round((running[4] ?? running.at(-1) ?? 0) * 100) })
  return (
    <Chart
      title={title}
      sub={say('pareto.sub')}
      how={say('pareto.how')}
      name="pareto"
      data={{
        head: [say('pareto.tenth'), say('share')],
        rows: running.map((share, index) => [index + 1, share]),
        show: (cell, column) => (column === 1 ? number(Number(cell) * 100, 1) : number(Number(cell))),
      }}
    >
      <Line
        label={title}
        top={100}
        show={(value) => number(value, 0)}
        points={[
          { label: '0', value: 0 },
          ...running.map((share, index) => ({ label: String(index + 1), value: share * 100 })),
        ]}
      />
    </Chart>
  )
}

function Groups({ groups }: Pick<ValueSaid, 'groups'>) {
  const { say } = useWords(words)
  const { number, money } = useFormats()
  return (
    <Chart
      title={say('groups.title')}
      sub={say('groups.sub')}
      how={say('groups.how')}
      name="small-and-large"
      data={{
        head: ['', say('customers'), say('money')],
        rows: groups.map(({ kind, customers, moneyMinor }) => [say(`groups.${kind}`), customers, moneyMinor]),
        show: (cell, column) => {
          if (column === 0) return String(cell)
          return column === 2 ? money(Number(cell)) : number(Number(cell))
        },
      }}
    >
      <Bars
        bars={groups.map(({ kind, customers, moneyMinor }) => ({
          ...{ key: kind, label: say(`groups.${kind}`), value: customers },
          ...{ shown: number(customers), side: money(moneyMinor) },
        }))}
      />
    </Chart>
  )
}

function Ltv({
  ltv,
  margin,
  setMargin,
}: {
  ltv: ValueSaid['ltv']
  margin: number
  setMargin(margin: number): void
}) {
  const { say } = useWords(words)
  const { number, money } = useFormats()
  const whole = (minor: number) => money(Math.round(minor))
  return (
    <Chart
      title={say('ltv.title', { money: whole(ltv.ltvMinor) })}
      sub={say('ltv.sub', {
        ...{ ticket: whole(ltv.ticketMinor), often: number(ltv.purchasesPerMonth, 2) },
        ...{ margin: number(ltv.margin * 100, 0), months: number(ltv.months, 1) },
      })}
      how={say('ltv.how', { gone: ltv.gone })}
      name="lifetime-value"
      foot={ltv.gone < 30 ? <span>{say('hint')}</span> : null}
      data={{
        head: [say('ltv.lever'), say('ltv.each'), say('customers')],
        rows: ltv.levers.map(({ factor, gainMinor, gainAllMinor }) => [
          say(`ltv.${factor}`),
          gainMinor,
          gainAllMinor,
        ]),
        show: (cell, column) => (column === 0 ? String(cell) : whole(Number(cell))),
      }}
    >
      <NumberInput
        label={say('ltv.marginField')}
        value={margin}
        min={1}
        max={100}
        mb="md"
        onChange={(value) => {
          if (typeof value === 'number' && value >= 1 && value <= 100) setMargin(value)
        }}
      />
      <Bars
        bars={ltv.levers.map(({ factor, gainAllMinor }) => ({
          ...{ key: factor, label: say(`ltv.${factor}`), value: gainAllMinor, shown: whole(gainAllMinor) },
        }))}
      />
    </Chart>
  )
}
