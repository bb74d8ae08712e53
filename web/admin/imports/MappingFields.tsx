import { Checkbox, Select, TextInput } from '@mantine/core'
import type { ImportKind, Look } from '../../api/settings.ts'
import form from '../../ui/form.module.css'
import list from '../../ui/list.module.css'
import { useWords } from '../../ui/words.tsx'
import styles from './imports.module.css'
import { fieldOf, type Mapping, samplesOf, withColumn } from './mapping.ts'
import { words } from './words/words.ts'

interface Props {
  look: Look
  kind: ImportKind
  mapping: Mapping
  onChange(mapping: Mapping): void
}

type FieldWord = `field.${'externalId' | 'card' | 'email' | 'phone' | 'name'}`

/** Which column is what, each beside what stands in it; and how its dates and numbers are written. */
export function MappingFields({ look, kind, mapping, onChange }: Props) {
  const { say } = useWords(words)
  const options = look.fields.map(({ field }) => ({
    value: field,
    label: say(`field.${field.replace('customer.', '')}` as FieldWord),
  }))
  const set = (part: Partial<Mapping>) => onChange({ ...mapping, ...part })
  return (
    <>
      <ul className={`${list.panel} ${styles.columns}`} aria-label={say('map.columns')}>
        {look.headings.map((heading, at) => (
          <li key={`${heading} ${String(at)}`} className={list.row}>
            <div className={list.what}>
              <b>{heading || say('map.nameless', { number: at + 1 })}</b>
              <small>{samplesOf(look, at)}</small>
            </div>
            <Select
              aria-label={say('map.is', { heading })}
              placeholder={say('map.left_out')}
              clearable
              allowDeselect
              searchable
              data={options}
              value={fieldOf(mapping, heading)}
              onChange={(field) => onChange(withColumn(mapping, heading, field))}
              clearButtonProps={{ 'aria-label': say('map.left_out') }}
            />
          </li>
        ))}
      </ul>
      <div className={form.pair}>
        {kind === 'products' ? null : (
          <Select
            label={say('map.date')}
            data={look.dateFormats.map((format) => ({
              value: format,
              label: format === 'iso' ? say('map.iso') : format,
            }))}
            value={mapping.date}
            onChange={(date) => date && set({ date })}
          />
        )}
        <Select
          label={say('map.decimal')}
          data={[
            { value: '.', label: say('map.point') },
            { value: ',', label: say('map.comma') },
          ]}
          value={mapping.decimal}
          onChange={(decimal) => set({ decimal: decimal === ',' ? ',' : '.' })}
        />
      </div>
      {kind === 'purchases' ? (
        <Checkbox
          label={say('map.takes_back')}
          checked={mapping.takesBack}
          onChange={(event) => set({ takesBack: event.currentTarget.checked })}
        />
      ) : null}
      {kind === 'products' ? null : (
        <Checkbox
          label={say('map.joining_gift')}
          checked={mapping.joiningGift}
          onChange={(event) => set({ joiningGift: event.currentTarget.checked })}
        />
      )}
      <TextInput
        label={say('map.keep')}
        description={say('map.keep.hint')}
        value={mapping.name}
        onChange={(event) =>
          set({ name: event.currentTarget.value.toLowerCase().replace(/[^a-z0-9-]/g, '-') })
        }
      />
    </>
  )
}
