import type { Change, Price } from '../../api/rewards.ts'
import { ChoiceField, ChoicesField } from '../../ui/inputs/choices.tsx'
import { NumberField } from '../../ui/inputs/inputs.tsx'
import { useSaying } from './saying.tsx'

interface Props {
  value: Price
  onChange(value: Price): void
  faultOf(field: string): string | undefined
}

/** What a reward costs: points, stamps of a card, both or nothing; and for which tiers it is. */
export function PriceFields({ value, onChange, faultOf }: Props) {
  const { say, document, cardName, tierName } = useSaying()
  const cards = document?.stampCards ?? []
  const levels = document?.tiers?.levels ?? []
  const { points, stamps, tiers } = value
  const range = typeof points === 'object' ? points : null
  const set = (change: Change<Price>) =>
    onChange(
      Object.fromEntries(Object.entries({ ...value, ...change }).filter(([, one]) => one !== undefined)),
    )
  const setRange = (change: Partial<NonNullable<typeof range>>) => set({ points: { ...range!, ...change } })
  return (
    <>
      {document?.points || points !== undefined ? (
        <ChoiceField
          label={say('price.how')}
          name="price"
          value={range ? 'range' : points === undefined ? 'none' : 'fixed'}
          options={(['none', 'fixed', 'range'] as const).map((one) => ({
            value: one,
            label: say(one === 'range' ? 'price.range_choice' : `price.${one}`),
          }))}
          onChange={(how) =>
            set({ points: { none: undefined, fixed: 100, range: { min: 100, max: 1_000, step: 100 } }[how] })
          }
        />
      ) : null}
      {typeof points === 'number' ? (
        <NumberField
          label={say('field.points')}
          name="price.points"
          least={1}
          value={points}
          onChange={(to) => set({ points: to })}
          error={faultOf('price.points')}
        />
      ) : null}
      {range
        ? (['min', 'max', 'step'] as const).map((part) => (
            <NumberField
              key={part}
              label={say(`field.points.${part}`)}
              name={`price.points.${part}`}
              least={1}
              value={range[part]}
              onChange={(to) => setRange({ [part]: to ?? 1 })}
              error={part === 'min' ? faultOf('price.points') : undefined}
            />
          ))
        : null}
      {cards.length > 0 ? (
        <ChoiceField
          label={say('field.card')}
          name="price.card"
          value={stamps?.card ?? ''}
          options={[
            { value: '', label: say('price.no_stamps') },
            ...cards.map(({ id }) => ({ value: id, label: cardName(id) })),
          ]}
          onChange={(card) => set({ stamps: card ? { card, count: stamps?.count ?? 10 } : undefined })}
        />
      ) : null}
      {stamps ? (
        <NumberField
          label={say('field.stamps')}
          name="price.stamps"
          least={1}
          most={10_000}
          value={stamps.count}
          onChange={(count) => set({ stamps: { ...stamps, count: count ?? 1 } })}
          error={faultOf('price.stamps.count')}
        />
      ) : null}
      {levels.length > 0 ? (
        <ChoicesField
          label={say('field.tiers')}
          name="price.tiers"
          options={levels.map(({ id }) => ({ value: id, label: tierName(id) }))}
          value={tiers ?? []}
          onChange={(chosen) => set({ tiers: chosen.length > 0 ? chosen : undefined })}
        />
      ) : null}
    </>
  )
}
