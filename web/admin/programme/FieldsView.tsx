import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useContext, useState } from 'react'
import { locations } from '../../api/offering.ts'
import { rewards } from '../../api/rewards.ts'
import { useFormats } from '../../ui/format.ts'
import {
  ChoiceField,
  ChoicesField,
  DayField,
  type LocalText,
  MoneyField,
  NamesField,
  NumberField,
  Optional,
  WordsField,
} from '../../ui/inputs/inputs.tsx'
import { useWords } from '../../ui/words.tsx'
import { lookAt, type Path } from './document.ts'
import { Editing } from './editing.ts'
import type { Field } from './fields.ts'
import styles from './programme.module.css'
import { putField } from './putField.ts'
import { words } from './words/words.ts'

interface Props<Thing> {
  fields: Field[]
  thing: Thing
  /** Where the thing stands in the programme: what is wrong is told by its place. */
  path: Path
  onChange(thing: Thing): void
}

/** Asks for every field of a thing, each in the way it wants. */
export function FieldsView<Thing>({ fields, thing, path, onChange }: Props<Thing>) {
  return (
    <div className={styles.fields}>
      {fields.map((field) => (
        <FieldView
          key={`${field.key} ${field.kind}`}
          field={field}
          value={field.key === '' ? thing : lookAt(thing, field.key.split('.'))}
          path={[...path, ...field.key.split('.').filter(Boolean)]}
          onChange={(value) => onChange(putField(thing, field.key, value))}
        />
      ))}
    </div>
  )
}

interface One {
  field: Field
  value: unknown
  path: Path
  onChange(value: unknown): void
}

function FieldView({ field, value, path, onChange }: One) {
  const { say } = useWords(words)
  const { faultAt, main } = useContext(Editing)
  const { optional } = field
  const asked = { label: say(field.word), name: field.key, optional, error: faultAt(path), onChange }
  switch (field.kind) {
    case 'number':
      return (
        <NumberField {...asked} value={value as number | undefined} least={field.least} most={field.most} />
      )
    case 'money':
      return <MoneyField {...asked} value={value as number | undefined} />
    case 'words':
      return <WordsField {...asked} main={main} value={value as LocalText | undefined} />
    case 'date':
    case 'time':
      return <DayField {...asked} type={field.kind} value={value as string | undefined} />
    case 'names':
      return <NamesField {...asked} description={say('names_hint')} value={value as string[] | undefined} />
    case 'yesno':
      return (
        <label className={styles.yesno} data-field={field.key}>
          <input
            type="checkbox"
            checked={value === true}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          {asked.label}
        </label>
      )
    case 'choice': {
      const options = field.options.map(([option, word]) => ({ value: option, label: say(word) }))
      return <ChoiceField {...asked} options={options} value={String(value)} />
    }
    case 'shape': {
      const at = field.shapes.findIndex(([, is]) => is(value))
      const options = field.shapes.map(([word], index) => ({ value: String(index), label: say(word) }))
      return (
        <ChoiceField
          {...asked}
          options={options}
          value={String(Math.max(0, at))}
          onChange={(index) => onChange(field.shapes[Number(index)]![2])}
        />
      )
    }
    case 'list':
      return (
        <ListView
          field={field}
          value={(value as unknown[] | undefined) ?? []}
          path={path}
          onChange={onChange}
        />
      )
    default:
      return <NamedField field={field} value={value} path={path} onChange={onChange} />
  }
}

/** What is chosen among things that have names elsewhere: tiers, places, rules, rewards, cards, days. */
function NamedField({ field, value, path, onChange }: One) {
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

function ListView({
  field,
  value,
  path,
  onChange,
}: {
  field: Extract<Field, { kind: 'list' }>
  value: unknown[]
  path: Path
  onChange(value: unknown[]): void
}) {
  const { say } = useWords(words)
  const { faultAt } = useContext(Editing)
  const fault = faultAt(path)
  const keys = useKeys(value.length)
  return (
    <fieldset className={styles.list} data-field={field.key}>
      <legend>{say(field.word)}</legend>
      {value.map((item, index) => (
        <div key={keys.at(index)} className={styles.listed}>
          <FieldsView
            fields={field.fields(item as never)}
            thing={item}
            path={[...path, index]}
            onChange={(next) => onChange(value.with(index, next))}
          />
          <ActionIcon
            variant="subtle"
            size={44}
            aria-label={say('take_out_number', { list: say(field.word), number: index + 1 })}
            onClick={() => {
              keys.drop(index)
              onChange(value.toSpliced(index, 1))
            }}
          >
            <IconTrash size={20} stroke={1.75} aria-hidden="true" />
          </ActionIcon>
        </div>
      ))}
      {fault ? <p className={styles.wrong}>{fault}</p> : null}
      <Button
        variant="light"
        leftSection={<IconPlus size={18} stroke={1.75} aria-hidden="true" />}
        onClick={() => onChange([...value, field.fresh(value)])}
      >
        {say(field.addWord)}
      </Button>
    </fieldset>
  )
}

/** Keys for a list whose things have no ids: each keeps its own while others come and go. */
function useKeys(count: number): { at(index: number): number; drop(index: number): void } {
  const [kept, setKept] = useState<{ keys: number[]; next: number }>({ keys: [], next: 0 })
  if (kept.keys.length !== count) {
    const fresh = Array.from({ length: Math.max(0, count - kept.keys.length) }, (_, one) => kept.next + one)
    setKept({ keys: [...kept.keys.slice(0, count), ...fresh], next: kept.next + fresh.length })
  }
  return {
    at: (index) => kept.keys[index] ?? -1 - index,
    drop: (index) => setKept({ ...kept, keys: kept.keys.toSpliced(index, 1) }),
  }
}
