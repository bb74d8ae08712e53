import type { MoneySaid } from '../../../api/programmeMoney.ts'
import { useFormats } from '../../../ui/format.ts'
import { useWords } from '../../../ui/words.tsx'
import { Bars } from '../charts/Bars.tsx'
import { type Cell, Chart } from '../charts/Chart.tsx'
import styles from '../insight.module.css'
import { words as common } from '../words/words.ts'
import { words } from './words/words.ts'

const parts = ['openingMinor', 'deferredMinor', 'earnedMinor', 'closingMinor'] as const

/** What of the sales belongs to points and is not earned yet: the sum as bars, the months in the table. */
export function Deferred({ months, deferred, deferredRefused }: MoneySaid) {
  const { say } = useWords(words)
  const { say: all } = useWords(common)
  const { money, month } = useFormats()
  const { goodsMinor, openingMinor, pointsMinor, earnedMinor, closingMinor } = deferred
  const bars: [string, number][] = [
    [all('defer.goods'), goodsMinor],
    [say('defer.opening'), openingMinor],
    [say('defer.new'), pointsMinor],
    [say('defer.earned'), earnedMinor],
    [say('defer.closing'), closingMinor],
  ]
  return (
    <div className={styles.full}>
      <Chart
        title={
          deferredRefused ? say('defer.refused.title') : all('defer.title', { money: money(closingMinor) })
        }
        sub={deferredRefused ? say('defer.refused') : all('defer.sub')}
        how={say('defer.how')}
        name="deferred-revenue"
        data={{
          head: [all('month'), ...bars.map(([label]) => label)],
          rows: months.flatMap((one): Cell[][] =>
            one.deferred
              ? [[one.month, one.deferred.goodsMinor, ...parts.map((part) => one.deferred![part])]]
              : [],
          ),
          show: (cell, column) => (column === 0 ? month(String(cell), true) : money(Number(cell))),
        }}
      >
        {deferredRefused ? null : (
          <Bars
            bars={bars.map(([label, value]) => ({
              ...{ key: label, label, value, shown: money(value), lit: label === bars.at(-1)![0] },
            }))}
          />
        )}
      </Chart>
    </div>
  )
}
