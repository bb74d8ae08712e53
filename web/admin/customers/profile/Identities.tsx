import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask, Problem } from '../../../api/api.ts'
import { addressOf, type Customer } from '../../../api/customers.ts'
import { useIntent } from '../../../ui/intent.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useUndo } from '../../../ui/Undo.tsx'
import { useWords } from '../../../ui/words.tsx'
import { useSelf } from '../../seat.ts'
import { words } from '../words/words.ts'
import styles from './profile.module.css'

const kinds = ['phone', 'email', 'card', 'external'] as const
type Kind = (typeof kinds)[number]
interface Identity {
  kind: Kind
  value: string
  source: string
  note: string | null
}

/** By what she is found: phones, addresses, cards. One more, one less; taken away by mistake it comes back. */
export function Identities({ person }: { person: Customer }) {
  const { say } = useWords(words)
  const { may } = useSelf()
  const [adding, setAdding] = useState(false)
  const all: Identity[] = [
    ...person.phones.map(({ value, label }) => ({ kind: 'phone' as const, value, source: '', note: label })),
    ...person.emails.map(({ value, label }) => ({ kind: 'email' as const, value, source: '', note: label })),
    ...person.cards.map((value) => ({ kind: 'card' as const, value, source: '', note: null })),
    ...person.externalIds.map(({ source, value }) => ({
      kind: 'external' as const,
      value,
      source,
      note: source || null,
    })),
  ]
  return (
    <section className={styles.part}>
      <div className={styles.partHead}>
        <h3>{say('reached.title')}</h3>
        {may('customers:write') ? (
          <Button
            variant="subtle"
            size="compact-md"
            leftSection={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => setAdding(true)}
          >
            {say('reached.add')}
          </Button>
        ) : null}
      </div>
      {all.length === 0 ? <p className={styles.quiet}>{say('reached.none')}</p> : null}
      <ul className={styles.rows}>
        {all.map((identity) => (
          <Line
            key={`${identity.kind} ${identity.source} ${identity.value}`}
            id={person.id}
            identity={identity}
          />
        ))}
      </ul>
      {adding ? <AddForm id={person.id} onClose={() => setAdding(false)} /> : null}
    </section>
  )
}

function Line({ id, identity }: { id: string; identity: Identity }) {
  const { say } = useWords(words)
  const { may } = useSelf()
  const queries = useQueryClient()
  const undo = useUndo()
  const { kind, value, source, note } = identity
  const path = `/api/v1/customers/${id}/identities`
  const refresh = () => queries.invalidateQueries({ queryKey: ['customers', id] })
  const remove = useMutation({
    mutationFn: () => ask('DELETE', `${path}?${addressOf({ kind, value, source })}`),
    onSuccess: async () => {
      undo({
        done: say('reached.removed', { what: value }),
        undo: () =>
          ask('POST', path, { kind, value, source, label: kind === 'external' ? null : note }).then(refresh),
      })
      await refresh()
    },
  })
  return (
    <li>
      <span>
        {kind === 'phone' ? (
          <a href={`tel:${value}`}>{value}</a>
        ) : kind === 'email' ? (
          <a href={`mailto:${value}`}>{value}</a>
        ) : (
          value
        )}
        <small>{[say(`fact.${kind}`), note].filter(Boolean).join(' · ')}</small>
      </span>
      {may('customers:write') ? (
        <ActionIcon
          variant="subtle"
          size={36}
          aria-label={say('reached.remove', { what: value })}
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          <IconX size={18} stroke={1.75} aria-hidden="true" />
        </ActionIcon>
      ) : null}
      <Fault error={remove.error} />
    </li>
  )
}

function AddForm({ id, onClose }: { id: string; onClose(): void }) {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const intent = useIntent()
  const [kind, setKind] = useState<Kind>('phone')
  const [value, setValue] = useState('')
  const add = useMutation({
    mutationFn: () => {
      const wish = { kind, value: value.trim() }
      return ask('POST', `/api/v1/customers/${id}/identities`, wish, intent.keyFor(wish))
    },
    onSuccess: async () => {
      intent.done()
      onClose()
      await queries.invalidateQueries({ queryKey: ['customers', id] })
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    add.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-label={say('reached.add')}>
      <Select
        label={say('reached.kind')}
        data={kinds.map((one) => ({ value: one, label: say(`fact.${one}`) }))}
        value={kind}
        onChange={(next) => setKind((next ?? 'phone') as Kind)}
      />
      <TextInput
        label={say(`fact.${kind}`)}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        error={add.error instanceof Problem ? add.error.about('value') : undefined}
      />
      <Fault error={add.error} fields={['value']} />
      <div className={styles.formActs}>
        <Button type="submit" loading={add.isPending}>
          {say('reached.add')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {say('back')}
        </Button>
      </div>
    </form>
  )
}
