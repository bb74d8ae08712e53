import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useContext, useState } from 'react'
import { decimalsOf } from '../../../../server/platform/money.ts'
import { ask } from '../../../api/api.ts'
import type { Simulated } from '../../../api/insights.ts'
import { ShopContext, useFormats } from '../../../ui/format.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { Frame } from '../Frame.tsx'
import styles from '../insight.module.css'
import { words } from '../words/words.ts'
import { type Document, others, pricesOf, programme, versions } from './programmes.ts'
import { Results } from './Results.tsx'

/** Any programme, or two, played over the shop's own past. */
export function SimulatorPage() {
  const { say } = useWords(words)
  const { percent, number } = useFormats()
  const { data: inForce, error } = useQuery(programme)
  const { data: earlier = [] } = useQuery(versions)
  const [wish, setWish] = useState({ from: '', until: '', redeemers: 70, other: 'none', prize: 0 })
  const set = (part: Partial<typeof wish>) => setWish({ ...wish, ...part })
  const play = useMutation({
    async mutationFn() {
      const first = inForce!.document
      const second = await others(wish.other, first)
      const documents = second ? [first, second] : [first]
      return ask<{ items: Simulated[] }>('POST', '/api/v1/insights/simulation', {
        programmes: documents,
        ...(wish.prize > 0 ? { prizeMinor: pricesOf(documents, Math.round(wish.prize * unit)) } : {}),
        redeemersPercent: wish.redeemers,
        ...(wish.from ? { from: wish.from } : {}),
        ...(wish.until ? { until: wish.until } : {}),
      })
    },
  })
  const { currency } = useContext(ShopContext)
  const unit = 10 ** decimalsOf(currency)
  const [one, two] = play.data?.items ?? []
  const choices: { value: string; label: string }[] = [
    { value: 'none', label: say('sim.other.none') },
    ...(canScale(inForce?.document)
      ? [
          { value: 'double', label: say('sim.other.double') },
          { value: 'half', label: say('sim.other.half') },
        ]
      : []),
    ...earlier
      .filter(({ number: its }) => its !== inForce?.number)
      .map(({ id, number: its }) => ({ value: id, label: say('sim.other.version', { number: its }) })),
  ]
  const titleOf = (said: Simulated) => {
    const count = number(said.members.reached)
    const share = percent(said.cost.shareOfSales, 2)
    if (two) return say('sim.says.two', { share, other: percent(two.cost.shareOfSales, 2) })
    if (said.cost.totalMinor === 0 && said.cost.prizesUnpriced > 0)
      return say('sim.says.prizes', { prizes: number(said.cost.prizesUnpriced), count })
    return say('sim.says', { share, count })
  }
  const title = one ? titleOf(one) : say('sim.title')
  return (
    <Frame title={title} lead={say('sim.lead')} error={error}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          play.mutate()
        }}
      >
        <Select
          label={say('sim.other')}
          data={choices}
          value={wish.other}
          allowDeselect={false}
          onChange={(other) => set({ other: other ?? 'none' })}
        />
        <DayField label={say('sim.from')} value={wish.from} onChange={(from) => set({ from })} />
        <DayField label={say('sim.until')} value={wish.until} onChange={(until) => set({ until })} />
        <NumberInput
          label={say('sim.redeemers')}
          value={wish.redeemers}
          min={0}
          max={100}
          onChange={(value) => {
            if (typeof value === 'number' && value >= 0 && value <= 100) set({ redeemers: value })
          }}
        />
        {(inForce?.document.stampCards ?? []).length > 0 ? (
          <NumberInput
            label={say('sim.prize')}
            value={wish.prize}
            min={0}
            onChange={(value) => {
              if (typeof value === 'number' && value >= 0) set({ prize: value })
            }}
          />
        ) : null}
        <Button type="submit" loading={play.isPending} disabled={!inForce}>
          {play.isPending ? say('sim.running') : say('sim.run')}
        </Button>
      </form>
      <Fault error={play.error} />
      {one ? (
        <Results
          one={one}
          two={two}
          otherName={choices.find(({ value }) => value === wish.other)?.label ?? ''}
        />
      ) : null}
    </Frame>
  )
}

export function DayField({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange(day: string): void
}) {
  return (
    <TextInput
      type="date"
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** Only what is given for money and visits can be doubled. */
function canScale(document: Document | undefined): boolean {
  return document !== undefined && document.rules.length > 0
}
