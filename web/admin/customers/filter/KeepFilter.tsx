import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../../api/api.ts'
import { type Listed, type SavedFilter, savedFilters } from '../../../api/customers.ts'
import { useFaults } from '../../../ui/fields.tsx'
import { useIntent } from '../../../ui/intent.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useUndo } from '../../../ui/Undo.tsx'
import { useWords } from '../../../ui/words.tsx'
import { useSelf } from '../../seat.ts'
import { type ListAddress, setFields } from '../address.ts'
import styles from '../customers.module.css'
import { words } from '../words/words.ts'

interface Props {
  listed: Listed
  onChange(to: ListAddress): void
}

/** Keeping the filter in force under a name, and the ones that are kept. */
export function KeepFilter({ listed, onChange }: Props) {
  const { say } = useWords(words)
  const { may } = useSelf()
  const { data = [] } = useQuery(savedFilters)
  return (
    <section className={styles.part}>
      <h3>{say('kept')}</h3>
      {data.length === 0 ? <p>{say('kept.none')}</p> : null}
      <ul className={styles.facts}>
        {data.map((saved) => (
          <KeptOne key={saved.id} saved={saved} onChange={onChange} />
        ))}
      </ul>
      {may('customers:write') && setFields(listed).length > 0 ? <KeepForm listed={listed} /> : null}
    </section>
  )
}

function KeptOne({ saved, onChange }: { saved: SavedFilter; onChange(to: ListAddress): void }) {
  const { say } = useWords(words)
  const { may } = useSelf()
  const queries = useQueryClient()
  const undo = useUndo()
  const { id, name, filter, shared } = saved
  const again = useMutation({
    mutationFn: () => ask('POST', '/api/v1/saved-filters', { name, filter, shared }, `again ${id}`),
    onSuccess: () => queries.invalidateQueries(savedFilters),
  })
  const remove = useMutation({
    mutationFn: () => ask('DELETE', `/api/v1/saved-filters/${id}`),
    onSuccess: async () => {
      await queries.invalidateQueries(savedFilters)
      undo({ done: say('kept.removed', { name }), undo: () => again.mutate() })
    },
  })
  return (
    <li>
      <Button variant="default" onClick={() => onChange(filter)}>
        {shared ? name : say('kept.own', { name })}
      </Button>
      {may('customers:write') ? (
        <Button
          variant="subtle"
          loading={remove.isPending}
          aria-label={say('kept.remove.which', { name })}
          onClick={() => remove.mutate()}
        >
          {say('kept.remove')}
        </Button>
      ) : null}
      <Fault error={remove.error ?? again.error} />
    </li>
  )
}

function KeepForm({ listed }: { listed: Listed }) {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const intent = useIntent()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(true)
  const { query: _, ...filter } = listed
  const keep = useMutation({
    mutationFn: () => {
      const wish = { name: name.trim(), filter, shared }
      return ask('POST', '/api/v1/saved-filters', wish, intent.keyFor(wish))
    },
    onSuccess: async () => {
      intent.done()
      setName('')
      await queries.invalidateQueries(savedFilters)
    },
  })
  const faults = useFaults<'name'>({ name: name.trim() === '' && 'fault.name' }, keep.error)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) keep.mutate()
  }
  return (
    <form className={`${styles.fields} ${styles.part}`} onSubmit={submit} noValidate>
      <TextInput
        label={say('kept.name')}
        placeholder={say('kept.example')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={faults.of('name')}
      />
      <Checkbox
        label={say('kept.shared')}
        checked={shared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
      <Fault error={keep.error} fields={['name']} />
      <Button type="submit" variant="light" loading={keep.isPending}>
        {say('kept.keep')}
      </Button>
    </form>
  )
}
