import { useQuery } from '@tanstack/react-query'
import { insightLadder } from '../../api/insights.ts'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import { Bars } from './charts/Bars.tsx'
import { Chart } from './charts/Chart.tsx'
import { Frame } from './Frame.tsx'
import styles from './insight.module.css'
import { LadderChart, useLadderTitle } from './LadderChart.tsx'
import { History } from './ladder/History.tsx'
import { useWish } from './wish.ts'
import { words } from './words/words.ts'

/** How many stand on each rung, who moved this month, and what moved them. */
export function LadderPage() {
  const { say } = useWords(words)
  const { number, day } = useFormats()
  const { data, error } = useQuery(insightLadder(useWish()))
  const title = useLadderTitle(data?.rungs ?? [])
  if (!data) return <Frame filter="overTime" title={say('tab.ladder')} error={error} />
  const { moves, rungs, at } = data
  const named = moves.map(({ from, to, ...move }) => ({
    ...move,
    label: say('ladder.move', { from: say(`rung.${from}`), to: say(`rung.${to}`) }),
    why: say(`ladder.because.${move.because}`),
  }))
  return (
    <Frame filter="overTime" title={title} lead={say('live', { day: day(at) })} error={error}>
      <div className={styles.grid}>
        <div className={styles.half}>
          <LadderChart rungs={rungs} />
        </div>
        <div className={styles.half}>
          <Chart
            title={moves.length > 0 ? say('ladder.page') : say('ladder.moves.none')}
            sub={say('ladder.moves.sub')}
            how={say('ladder.how')}
            name="ladder-moves"
            data={{
              head: [say('ladder.moves'), say('customers'), ''],
              rows: named.map(({ label, customers, why }) => [label, customers, why]),
              show: (cell) => (typeof cell === 'number' ? number(cell) : String(cell)),
            }}
          >
            <Bars
              bars={named.map(({ label, customers, why }) => ({
                ...{ key: label, label, value: customers, shown: number(customers), side: why },
              }))}
            />
          </Chart>
        </div>
        <History />
      </div>
    </Frame>
  )
}
