import { Autocomplete, Button, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { questions } from '../../../api/customers.ts'
import { type CampaignSaid, insightCampaign } from '../../../api/insights.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { useFormats } from '../../../ui/format.ts'
import { useWords } from '../../../ui/words.tsx'
import { Chart } from '../charts/Chart.tsx'
import { Intervals } from '../charts/Intervals.tsx'
import { Frame } from '../Frame.tsx'
import styles from '../insight.module.css'
import { DayField } from '../simulator/SimulatorPage.tsx'
import { words } from '../words/words.ts'
import { Planner } from './Planner.tsx'
import { words as own } from './words/words.ts'

const metrics = ['spend', 'came', 'visits'] as const

/** What a campaign brought, with its uncertainty; refused where the groups were chosen and not drawn. */
export function CampaignPage() {
  const { say } = useWords(words)
  const { today } = useFormats()
  const [wish, setWish] = useState({
    attribute: '',
    control: '',
    from: monthBefore(today),
    until: today,
    metric: 'spend',
  })
  const [asked, setAsked] = useState<string>()
  const { data: attributes = [] } = useQuery(questions)
  const set = (part: Partial<typeof wish>) => setWish({ ...wish, ...part })
  const { data, error, isFetching } = useQuery({
    ...insightCampaign(asked ?? ''),
    enabled: asked !== undefined,
  })
  const says = useSays()
  const [first] = data && !data.refused ? data.arms : []
  return (
    <Frame
      title={first && data ? says(first, data) : say('camp.title')}
      lead={say('camp.lead')}
      error={error}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(new URLSearchParams(wish).toString())
        }}
      >
        <Autocomplete
          label={say('camp.attribute')}
          data={attributes.map(({ key }) => key)}
          value={wish.attribute}
          required
          onChange={(attribute) => set({ attribute })}
        />
        <TextInput
          label={say('camp.control')}
          value={wish.control}
          required
          onChange={(event) => set({ control: event.currentTarget.value })}
        />
        <DayField label={say('camp.from')} value={wish.from} onChange={(from) => set({ from })} />
        <DayField label={say('camp.until')} value={wish.until} onChange={(until) => set({ until })} />
        <Select
          label={say('camp.metric')}
          data={metrics.map((value) => ({ value, label: say(`camp.metric.${value}`) }))}
          value={wish.metric}
          allowDeselect={false}
          onChange={(metric) => set({ metric: metric ?? 'spend' })}
        />
        <Button type="submit" loading={isFetching}>
          {say('camp.run')}
        </Button>
      </form>
      {data ? <Found data={data} /> : null}
      <Planner />
    </Frame>
  )
}

function monthBefore(today: string): string {
  return new Date(Date.parse(today) - 30 * 86_400_000).toISOString().slice(0, 10)
}

/** A difference as people say it: money, visits or so many of 100. */
function useShow(data: CampaignSaid) {
  const { money, number } = useFormats()
  return (value: number) => {
    if (data.metric === 'spend') return money(Math.round(value))
    return data.metric === 'came' ? `${number(value * 100, 1)}%` : number(value, 2)
  }
}

/** A second range, by what each did before: only where it says more. */
function useAdjusted(data: CampaignSaid) {
  const { say } = useWords(own)
  const { percent } = useFormats()
  const show = useShow(data)
  return data.arms.flatMap(({ arm, corrected, adjusted }) => {
    if (!adjusted) return []
    const { low, high } = adjusted.corrected
    const share = percent((high - low) / (corrected.high - corrected.low || 1))
    return {
      ...{
        key: `${arm} adjusted`,
        label: say('adjusted.label', { arm }),
        value: adjusted.difference,
        low,
        high,
      },
      said: say('adjusted.says', { arm, low: show(low), high: show(high), share }),
    }
  })
}

function useSays() {
  const { say } = useWords(words)
  const { money, number } = useFormats()
  return (arm: CampaignSaid['arms'][number], { metric }: CampaignSaid) => {
    const show = (value: number) =>
      metric === 'spend'
        ? money(Math.round(value))
        : metric === 'came'
          ? `${number(value * 100, 1)}%`
          : number(value, 2)
    const params = { arm: arm.arm, low: show(arm.corrected.low), high: show(arm.corrected.high) }
    if (arm.corrected.low > 0) return say('camp.says.up', params)
    return arm.corrected.high < 0 ? say('camp.says.down', params) : say('camp.says.open', params)
  }
}

function Found({ data }: { data: CampaignSaid }) {
  const { say } = useWords(words)
  const { number } = useFormats()
  const show = useShow(data)
  const says = useSays()
  const { say: its } = useWords(own)
  const adjusted = useAdjusted(data)
  if (data.people === 0) return <Empty>{say('camp.nobody')}</Empty>
  if (data.refused)
    return (
      <p className={styles.note} role="alert">
        {say(`camp.refused.${data.refused}`)}
      </p>
    )
  const needed = Math.max(0, ...data.arms.map(({ neededPerGroup }) => neededPerGroup ?? 0))
  const values = ['armValue', 'controlValue', 'difference', 'low', 'high', 'total'] as const
  return (
    <Chart
      title={data.arms.map((arm) => says(arm, data)).join(' ')}
      sub={[say('camp.sub'), ...adjusted.map(({ said }) => said)].join('. ')}
      how={[say('camp.how', { needed }), ...(adjusted.length > 0 ? [its('adjusted.how')] : [])].join(' ')}
      name="campaign"
      foot={data.warnings.includes('few_people') ? <span>{say('camp.few')}</span> : null}
      data={{
        head: [
          ...[say('camp.arm'), say('customers'), say('camp.mean'), say('camp.left'), say('camp.difference')],
          ...[say('camp.low'), say('camp.high'), say('camp.total'), 'p'],
          ...(adjusted.length > 0 ? [its('adjusted.difference'), say('camp.low'), say('camp.high')] : []),
        ],
        rows: data.arms.map((arm) => [
          ...[arm.arm, arm.customers, ...values.map((name) => arm[name]), arm.corrected.pValue],
          ...(adjusted.length > 0 ? besides(arm.adjusted) : []),
        ]),
        show: (cell, column) => {
          if (column === 0) return String(cell)
          if (column === 1) return number(Number(cell))
          if (cell === null) return '–'
          return column === 8 ? number(Number(cell), 4) : show(Number(cell))
        },
      }}
    >
      <Intervals
        label={say('camp.sub')}
        show={show}
        rows={data.arms.flatMap((arm) => [
          {
            ...{ key: arm.arm, label: arm.arm, value: arm.difference },
            ...{ low: arm.corrected.low, high: arm.corrected.high, said: says(arm, data) },
          },
          ...adjusted.filter(({ key }) => key === `${arm.arm} adjusted`),
        ])}
      />
    </Chart>
  )
}

function besides(adjusted: CampaignSaid['arms'][number]['adjusted']): (number | null)[] {
  return adjusted
    ? [adjusted.difference, adjusted.corrected.low, adjusted.corrected.high]
    : [null, null, null]
}
