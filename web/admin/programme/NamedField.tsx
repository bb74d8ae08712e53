import { useQuery } from '@tanstack/react-query'
import { useContext } from 'react'
import { locations } from '../../api/offering.ts'
import { rewards } from '../../api/rewards.ts'
import { useFormats } from '../../ui/format.ts'
import { ChoiceField, ChoicesField } from '../../ui/inputs/choices.tsx'
import { Optional } from '../../ui/inputs/inputs.tsx'
import { useWords } from '../../ui/words.tsx'
import type { Path } from './document.ts'
import { Editing } from './editing.ts'
import type { Field } from './fields/field.ts'
import { words } from './words/words.ts'

/** One field, what it holds, and where it stands in the programme. */
export interface One {
  field: Field
  value: unknown
  path: Path
  onChange(value: unknown): void
}

/** What is chosen among things that have names elsewhere: tiers, places, rules, rewards, cards, days. */
export function NamedField({ field, value, path, onChange }: One) {
  const { say } = useWords(words)
  const { programme, nameOf } = useContext(Editing)
  const { weekday } = useFormats()
  const places = useQuery({ ...locations, enabled: field.kind === 'locations' }).data ?? []
  const catalogue = useQuery({ ...rewards(false), enabled: field.kind === 'reward' }).data ?? []
  const label = say(field.word)
  const several = (options: { value: string; label: string }[], numbers = false) =>
    options.length === 0 ? null : (
      <ChoicesField
        label={<Optional>{label}</Optional>}
        name={field.key}
        options={options}
        value={((value as (string | number)[] | undefined) ?? []).map(String)}
        onChange={(chosen) =>
          onChange(chosen.length === 0 ? undefined : numbers ? chosen.map(Number).sort() : chosen)
        }
      />
    )
  const named = (list: readonly { id: string; name?: unknown }[]) =>
    list.map((one) => ({ value: one.id, label: nameOf(one) }))
  switch (field.kind) {
    case 'tiers':
      return several(named(programme.tiers?.levels ?? []))
    case 'locations':
      return several(places.map(({ id, name }) => ({ value: id, label: name })))
    case 'rules':
      return several(named(programme.rules))
    case 'weekdays':
      return several(
        [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: weekday(day - 1) })),
        true,
      )
    case 'reward': {
      const options = [{ value: '', label: say('no_reward') }, ...named(catalogue)]
      const set = (id: string) => onChange(id === '' ? undefined : id)
      return (
        <ChoiceField
          label={label}
          name={field.key}
          options={options}
          value={String(value ?? '')}
          onChange={set}
        />
      )
    }
    case 'card': {
      const options = named(programme.stampCards)
      return (
        <ChoiceField
          label={label}
          name={field.key}
          options={options}
          value={String(value)}
          onChange={onChange}
        />
      )
    }
    case 'target': {
      const points = programme.points
        ? [{ value: 'points', label: nameOf({ id: 'points', name: programme.points.name }) }]
        : []
      const cards = programme.stampCards.map((one) => ({
        value: `card:${one.id}`,
        label: say('stamps_of', { card: nameOf(one) }),
      }))
      const now = value === 'points' ? 'points' : `card:${(value as { card: string }).card}`
      const set = (to: string) => onChange(to === 'points' ? to : { card: to.slice(5) })
      return (
        <ChoiceField
          label={label}
          name={field.key}
          options={[...points, ...cards]}
          value={now}
          onChange={set}
        />
      )
    }
    default:
      throw new Error(`no view for ${path.join('.')}`)
  }
}
