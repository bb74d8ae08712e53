import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useContext, useState } from 'react'
import { decimalsOf } from '../../../../server/platform/money.ts'
import type { Simulated } from '../../../api/insights.ts'
import { ShopContext, useFormats } from '../../../ui/format.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { Frame } from '../Frame.tsx'
import styles from '../insight.module.css'
import { words } from '../words/words.ts'
import { Playing } from './Playing.tsx'
import { capped, type Document, others, pricesOf, programme, versions } from './programmes.ts'
import { Results } from './Results.tsx'
import { usePlaying } from './usePlaying.ts'
import { words as own } from './words/words.ts'

interface Wish {
  from: string
  until: string
  redeemers: number
  other: string
  prize: number
  /** A cap to try beside. */
  cap: number | null
}

/** The request: the programme in force, and what is to lie beside it. */
async function asked({ from, until, redeemers, other, prize, cap }: Wish, first: Document, unit: number) {
  const second = other === 'capped' && cap !== null ? capped(first, cap) : await others(other, first)
  const documents = second ? [first, second] : [first]
  return {
    programmes: documents,
    ...(prize > 0 ? { prizeMinor: pricesOf(documents, Math.round(prize * unit)) } : {}),
    redeemersPercent: redeemers,
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
  }
}

/** Any programme, or two, played over the shop's own past. */
export function SimulatorPage() {
  const { say } = useWords(words)
  const { say: its } = useWords(own)
  const { percent, number } = useFormats()
  const { data: inForce, error } = useQuery(programme)
  const { data: earlier = [] } = useQuery(versions)
  const [wish, setWish] = useState<Wish>({
    from: '',
    until: '',
    redeemers: 70,
    other: 'none',
    prize: 0,
    cap: null,
  })
  const set = (part: Partial<typeof wish>) => setWish({ ...wish, ...part })
  const { currency } = useContext(ShopContext)
  const unit = 10 ** decimalsOf(currency)
  const { play, progress, calledOff, played, cancel } = usePlaying()
  const [one, two] = played?.items ?? []
  const choices: { value: string; label: string }[] = [
    { value: 'none', label: say('sim.other.none') },
    ...(wish.cap === null
      ? []
      : [{ value: 'capped', label: its('other.capped', { max: number(wish.cap) }) }]),
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
  const nameOf = ({ other, cap }: Wish) =>
    other === 'capped' && cap !== null
      ? its('other.capped', { max: number(cap) })
      : (choices.find(({ value }) => value === other)?.label ?? '')
  const run = (of: Wish) => {
    setWish(of)
    if (!play.isPending) play.mutate({ wish: () => asked(of, inForce!.document, unit), beside: nameOf(of) })
  }
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
          run(wish)
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
        <Button type="submit" loading={progress !== null} disabled={!inForce}>
          {progress ? say('sim.running') : say('sim.run')}
        </Button>
      </form>
      {progress ? <Playing progress={progress} cancel={cancel} /> : null}
      <div role="status">{calledOff ? <p className={styles.note}>{its('stopped')}</p> : null}</div>
      <Fault error={play.error} />
      {one ? (
        <Results
          one={one}
          two={two}
          otherName={played?.beside ?? ''}
          busy={play.isPending}
          tryCap={(max) => run({ ...wish, other: 'capped', cap: max })}
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
