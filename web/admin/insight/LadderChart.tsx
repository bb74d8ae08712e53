import { Link } from '@tanstack/react-router'
import type { Overview } from '../../api/insights.ts'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import { Bars } from './charts/Bars.tsx'
import { Chart } from './charts/Chart.tsx'
import styles from './insight.module.css'
import { useWish } from './wish.ts'
import { words } from './words/words.ts'

/** The rungs from the top, with what changed this month. */
export function LadderChart({ rungs }: { rungs: Overview['ladder'] }) {
  const { say } = useWords(words)
  const { number } = useFormats()
  const wish = useWish()
  const top = [...rungs].reverse()
  const signed = (value: number) => (value > 0 ? `+${number(value)}` : number(value))
  return (
    <Chart
      title={useLadderTitle(rungs)}
      sub={say('ladder.sub')}
      how={say('ladder.how')}
      name="ladder"
      data={{
        head: [say('ladder.rung'), say('customers'), say('ladder.change')],
        rows: top.map(({ rung, customers, change }) => [say(`rung.${rung}`), customers, change]),
        show: (cell, column) => {
          if (column === 0) return String(cell)
          return column === 2 ? signed(Number(cell)) : number(Number(cell))
        },
      }}
    >
      <Bars
        bars={top.map(({ rung, customers, change }) => ({
          ...{ key: rung, value: customers, shown: number(customers), side: signed(change) },
          lit: rung === 'regular',
          label:
            rung === 'lead' ? (
              say(`rung.${rung}`)
            ) : (
              <Link
                className={styles.link}
                to="/insight/people"
                search={{ ...wish, kind: 'rung', cell: rung }}
              >
                {say(`rung.${rung}`)}
              </Link>
            ),
        }))}
      />
    </Chart>
  )
}

export function useLadderTitle(rungs: Overview['ladder']): string {
  const { say } = useWords(words)
  const change = rungs.find(({ rung }) => rung === 'regular')?.change ?? 0
  if (change === 0) return say('ladder.title.same')
  return change > 0 ? say('ladder.title.up', { count: change }) : say('ladder.title.down', { count: -change })
}
