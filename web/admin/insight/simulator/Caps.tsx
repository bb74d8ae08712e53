import { Button } from '@mantine/core'
import type { Simulated } from '../../../api/insights.ts'
import { useFormats } from '../../../ui/format.ts'
import { useWords } from '../../../ui/words.tsx'
import { Chart } from '../charts/Chart.tsx'
import own from './simulator.module.css'
import { words } from './words/words.ts'

interface Props {
  name: string
  caps: Simulated['caps']
  busy: boolean
  tryCap(max: number): void
}

/** Caps that would bound what one person costs, each to be tried by one press. */
export function Caps({ name, caps, busy, tryCap }: Props) {
  const { say } = useWords(words)
  const { number } = useFormats()
  return (
    <Chart
      title={say('caps.title', { programme: name })}
      sub={caps.length > 0 ? say('caps.sub') : say('caps.none')}
      how={say('caps.how')}
      name="caps"
      data={{
        head: [say('month'), say('below')],
        rows: caps.map(({ max, below }) => [max, Math.round(below * 100)]),
        show: (cell) => number(Number(cell)),
      }}
    >
      <div className={own.caps}>
        {caps.map(({ max, below }) => (
          <Button
            key={max}
            variant="default"
            disabled={busy}
            title={say('caps.below', { below: Math.round(below * 100) })}
            onClick={() => tryCap(max)}
          >
            {say('caps.try', { max: number(max) })}
          </Button>
        ))}
      </div>
    </Chart>
  )
}
