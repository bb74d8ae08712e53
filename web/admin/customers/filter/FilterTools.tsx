import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { IconBookmark, IconFilter, IconSearch, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import {
  type Filter,
  type Listed,
  questions,
  type Sort,
  savedFilters,
  sorts,
} from '../../../api/customers.ts'
import { useFormats } from '../../../ui/format.ts'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import { useWords } from '../../../ui/words.tsx'
import type { ListAddress } from '../address.ts'
import { setFields } from '../address.ts'
import styles from '../customers.module.css'
import { chipOf } from '../saying.ts'
import { useProgrammeNames } from '../useProgrammeNames.ts'
import { words } from '../words/words.ts'

interface Props {
  listed: Listed
  onChange(to: ListAddress, replace?: boolean): void
  onFilters(): void
}

const TYPING_MS = 250

/** Above the list: searching, the filters in force as chips, kept filters, the order. */
export function FilterTools({ listed, onChange, onFilters }: Props) {
  const { say } = useWords(words)
  return (
    <div className={styles.tools}>
      <div className={styles.toolRow}>
        <Search listed={listed} onChange={onChange} />
        <Button
          variant="default"
          leftSection={<IconFilter size={18} stroke={1.75} aria-hidden="true" />}
          onClick={onFilters}
        >
          {say('filter.open')}
        </Button>
        <Kept onChange={onChange} />
        <NativeSelect
          aria-label={say('sort')}
          w={200}
          data={sorts.map((sort) => ({ value: sort, label: say(`sort.${sort}`) }))}
          value={listed.sort ?? 'newest'}
          onChange={({ currentTarget }) => onChange({ ...listed, sort: currentTarget.value as Sort })}
          disabled={Boolean(listed.query)}
        />
        <span className={styles.keys}>
          <kbd>J</kbd> <kbd>K</kbd> {say('keys.move')} <kbd>␣</kbd> {say('keys.preview')}
        </span>
      </div>
      <Chips listed={listed} onChange={onChange} />
    </div>
  )
}

/** What is typed goes into the address a moment after the last letter. */
function Search({ listed, onChange }: Pick<Props, 'listed' | 'onChange'>) {
  const { say } = useWords(words)
  const [typed, setTyped] = useState(listed.query ?? '')
  const [said, setSaid] = useState(listed.query ?? '')
  // The address changed by another way than typing: a kept filter, the way back.
  if ((listed.query ?? '') !== said) {
    setSaid(listed.query ?? '')
    setTyped(listed.query ?? '')
  }
  useEffect(() => {
    if (typed === said) return
    const timer = setTimeout(() => {
      setSaid(typed.trim())
      const { query: _, ...rest } = listed
      onChange(typed.trim() ? { ...rest, query: typed.trim() } : rest, true)
    }, TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed, said, listed, onChange])
  return (
    <TextInput
      className={styles.search!}
      type="search"
      aria-label={say('search')}
      placeholder={say('search.hint')}
      leftSection={<IconSearch size={18} stroke={1.75} aria-hidden="true" />}
      rightSection={
        typed ? (
          <ActionIcon
            variant="subtle"
            size={36}
            aria-label={say('search.clear')}
            onClick={() => setTyped('')}
          >
            <IconX size={18} stroke={1.75} aria-hidden="true" />
          </ActionIcon>
        ) : null
      }
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  )
}

function Kept({ onChange }: Pick<Props, 'onChange'>) {
  const { say } = useWords(words)
  const { data = [] } = useQuery(savedFilters)
  if (data.length === 0) return null
  return (
    <MenuButton
      className={styles.kept}
      position="bottom-start"
      width={280}
      choices={data.map(({ id, name, filter, shared }) => ({
        key: id,
        text: shared ? name : say('kept.own', { name }),
        onChoose: () => onChange(filter),
      }))}
    >
      <IconBookmark size={18} stroke={1.75} aria-hidden="true" />
      {say('kept')}
    </MenuButton>
  )
}

function Chips({ listed, onChange }: Pick<Props, 'listed' | 'onChange'>) {
  const { say, language } = useWords(words)
  const formats = useFormats()
  const { tiers } = useProgrammeNames()
  const { data: asked = [] } = useQuery(questions)
  const fields = setFields(listed)
  if (fields.length === 0) return null
  const without = (field: keyof Filter) => {
    const { [field]: _, ...rest } = listed
    return rest
  }
  return (
    <ul className={styles.chips} aria-label={say('filter.in_force')}>
      {fields.map((field) => {
        const text = chipOf(field, listed, say, { formats, named: { tiers, questions: asked, language } })
        return (
          <li key={field}>
            <button
              type="button"
              className={styles.chip}
              aria-label={say('filter.remove', { what: text })}
              onClick={() => onChange(without(field))}
            >
              {text}
              <IconX size={16} stroke={1.75} aria-hidden="true" />
            </button>
          </li>
        )
      })}
      {fields.length > 1 ? (
        <li>
          <Button
            variant="subtle"
            size="compact-md"
            onClick={() =>
              onChange({
                ...(listed.query ? { query: listed.query } : {}),
                ...(listed.sort ? { sort: listed.sort } : {}),
              })
            }
          >
            {say('filter.clear')}
          </Button>
        </li>
      ) : null}
    </ul>
  )
}
