import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { insightLadderHistory, type LadderHistory, type Mover, type Rung } from '../../../api/insights.ts'
import { useFormats } from '../../../ui/format.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { Chart } from '../charts/Chart.tsx'
import { Heat } from '../charts/Heat.tsx'
import { Line } from '../charts/Line.tsx'
import styles from '../insight.module.css'
import { useWish } from '../wish.ts'
import { words as common } from '../words/words.ts'
import { words } from './words/words.ts'

/** What moved people, in the order of the ladder. */
const movers = ['first', 'again', 'habit', 'back', 'away'] as const satisfies Mover[]

/** Who moved on the ladder in each month of a year, and how many regulars that left. */
export function History() {
  const { data, error } = useQuery(insightLadderHistory(useWish()))
  if (!data) return <Fault error={error} />
  return (
    <>
      <div className={styles.full}>
        <Moves {...data} />
      </div>
      <div className={styles.full}>
        <Regulars rungs={data.rungs} />
      </div>
    </>
  )
}

type Move = LadderHistory['moves'][number]

function Moves({ moves, rungs }: LadderHistory) {
  const { say } = useWords(words)
  const { say: sayRung } = useWords(common)
  const { month, number } = useFormats()
  const months = rungs.map((one) => one.month)
  const of = (mover: Mover, at?: string) =>
    moves.filter((one) => one.because === mover && (at === undefined || one.month === at))
  const sum = (some: readonly Move[]) => some.reduce((all, { customers }) => all + customers, 0)
  const title =
    moves.length === 0
      ? say('moves.title.none')
      : say('moves.title', {
          made: number(sum(of('habit'))),
          back: number(sum(of('back'))),
          away: number(sum(of('away'))),
        })
  return (
    <Chart
      title={title}
      sub={say('moves.sub')}
      how={say('moves.how')}
      name="ladder-months"
      data={{
        head: [
          ...[say('table.month'), say('table.from'), say('table.to')],
          ...[say('table.because'), say('table.people')],
        ],
        rows: moves.map((one) => [
          ...[one.month, sayRung(`rung.${one.from}`), sayRung(`rung.${one.to}`)],
          ...[say(`step.${one.because}`), one.customers],
        ]),
        show(cell, column) {
          if (column === 0) return month(String(cell), true)
          return typeof cell === 'number' ? number(cell) : String(cell)
        },
      }}
    >
      <Heat
        label={title}
        columns={months.map((one) => month(one))}
        rows={movers.map((mover) => {
          const most = Math.max(1, ...months.map((at) => sum(of(mover, at))))
          return {
            ...{ key: mover, label: say(`step.${mover}`) },
            cells: months.map((at) => {
              const here = of(mover, at)
              const count = sum(here)
              if (count === 0) return null
              const label = say('cell', { step: say(`step.${mover}`), month: month(at, true), count })
              return { key: at, warmth: count / most, label, shown: <Cell moves={here} label={label} /> }
            }),
          }
        })}
      />
    </Chart>
  )
}

/** The number of people who moved for one reason, each group of them a way to the people. */
function Cell({ moves, label }: { moves: readonly Move[]; label: string }) {
  const { number } = useFormats()
  const count = moves.reduce((all, { customers }) => all + customers, 0)
  const wish = useWish()
  const cell = [moves[0]!.month, '*', '*', moves[0]!.because].join('.')
  return (
    <Link to="/insight/people" search={{ ...wish, kind: 'moved', cell }} aria-label={label}>
      {number(count)}
    </Link>
  )
}

function Regulars({ rungs }: Pick<LadderHistory, 'rungs'>) {
  const { say } = useWords(words)
  const { say: sayRung } = useWords(common)
  const { month, number } = useFormats()
  const change = rungs.at(-1)!.regular - rungs[0]!.regular
  const title =
    change === 0
      ? say('regulars.title.same')
      : say(change > 0 ? 'regulars.title.up' : 'regulars.title.down', { count: Math.abs(change) })
  const told = ['buyer', 'client', 'regular'] as const satisfies Rung[]
  return (
    <Chart
      title={title}
      sub={say('regulars.sub')}
      how={say('moves.how')}
      name="rungs-by-month"
      data={{
        head: [say('table.month'), ...told.map((rung) => sayRung(`rung.${rung}`))],
        rows: rungs.map((one) => [one.month, ...told.map((rung) => one[rung])]),
        show: (cell, column) => (column === 0 ? month(String(cell), true) : number(Number(cell))),
      }}
    >
      <Line
        label={title}
        top={Math.max(4, ...rungs.map(({ regular }) => regular)) * 1.1}
        show={(value) => number(Math.round(value))}
        points={rungs.map((one) => ({ label: month(one.month), value: one.regular }))}
      />
    </Chart>
  )
}
