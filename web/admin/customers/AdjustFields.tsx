import { NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import type { ProgrammeNames } from '../../api/customers.ts'
import { useWords } from '../../ui/words.tsx'
import styles from './customers.module.css'
import { inWords } from './saying.ts'
import { useProgrammeNames } from './useProgrammeNames.ts'
import { words } from './words/words.ts'

/** What is given or taken by hand. */
export interface Adjusting {
  unit: string
  amount: number
  reason: string
}

type Document = ProgrammeNames['document']

export function unitsOf(points: Document['points'], cards: Document['stampCards']): string[] {
  return [...(points ? ['points'] : []), ...cards.map(({ id }) => `stamps:${id}`)]
}

export function startAdjusting(units: readonly string[]): Adjusting {
  return { unit: units[0] ?? 'points', amount: units[0]?.startsWith('stamps') ? 1 : 0, reason: '' }
}

interface Props {
  wish: Adjusting
  onChange(wish: Adjusting): void
  faults: { amount: string | undefined; reason: string | undefined }
}

/** Points or stamps, how many, to give or to take, and why: the reason stands in the ledger for good. */
export function AdjustFields({ wish, onChange, faults }: Props) {
  const { say, language } = useWords(words)
  const { points, cards } = useProgrammeNames()
  const units = unitsOf(points, cards)
  const nameOf = (unit: string) => {
    const card = cards.find(({ id }) => unit === `stamps:${id}`)
    return card ? say('adjust.stamps', { card: inWords(card.name, language) }) : say('adjust.points')
  }
  const sign = wish.amount < 0 ? -1 : 1
  return (
    <div className={styles.fields}>
      {units.length > 1 ? (
        <Select
          label={say('adjust.what')}
          data={units.map((unit) => ({ value: unit, label: nameOf(unit) }))}
          value={wish.unit}
          onChange={(unit) => unit && onChange({ ...wish, unit })}
        />
      ) : null}
      <SegmentedControl
        aria-label={say('adjust.way')}
        data={[
          { value: '1', label: say('adjust.give') },
          { value: '-1', label: say('adjust.take') },
        ]}
        value={String(sign)}
        onChange={(way) => onChange({ ...wish, amount: Math.abs(wish.amount || 1) * Number(way) })}
      />
      <NumberInput
        label={units.length > 1 ? say('adjust.how_many') : nameOf(units[0] ?? 'points')}
        min={1}
        allowDecimal={false}
        allowNegative={false}
        value={Math.abs(wish.amount) || ''}
        onChange={(amount) => onChange({ ...wish, amount: Number(amount) * sign })}
        error={faults.amount}
      />
      <TextInput
        label={say('adjust.reason')}
        description={say('adjust.reason.hint')}
        value={wish.reason}
        onChange={(event) => onChange({ ...wish, reason: event.currentTarget.value })}
        error={faults.reason}
      />
    </div>
  )
}
