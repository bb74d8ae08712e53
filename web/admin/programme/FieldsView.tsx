import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useContext, useState } from 'react'
import { ChoiceField } from '../../ui/inputs/choices.tsx'
import { DayField, MoneyField, NamesField, NumberField, PartsField } from '../../ui/inputs/inputs.tsx'
import { type LocalText, WordsField } from '../../ui/inputs/WordsField.tsx'
import { useWords } from '../../ui/words.tsx'
import { PictureField } from '../rewards/PictureField.tsx'
import { lookAt, type Path } from './document.ts'
import { Editing } from './editing.ts'
import type { Field } from './fields/field.ts'
import { NamedField, type One } from './NamedField.tsx'
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
    case 'parts': {
      const { per, least, most } = field
      return <PartsField {...asked} {...{ per, least, most }} value={value as number | undefined} />
    }
    case 'money':
      return <MoneyField {...asked} value={value as number | undefined} />
    case 'words':
      return <WordsField {...asked} main={main} value={value as LocalText | undefined} />
    case 'date':
    case 'time':
      return <DayField {...asked} type={field.kind} value={value as string | undefined} />
    case 'names':
      return <NamesField {...asked} description={say('names_hint')} value={value as string[] | undefined} />
    case 'picture': {
      const shown = value ? { id: '', url: String(value) } : null
      return <PictureField value={shown} onChange={(picture) => onChange(picture?.url)} />
    }
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
