import type { MoneySaid } from '../../../api/programmeMoney.ts'
import { useFormats } from '../../../ui/format.ts'
import { useWords } from '../../../ui/words.tsx'
import { Bars } from '../charts/Bars.tsx'
import { Chart } from '../charts/Chart.tsx'
import { words } from '../words/words.ts'

export function Liability({ points, byExpiry }: MoneySaid['liability']) {
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

export function Age({ byAge }: MoneySaid['liability']) {
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

export function Broken({
  breakage: { share, low, high, customers, expectedMinor },
}: Pick<MoneySaid, 'breakage'>) {
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
