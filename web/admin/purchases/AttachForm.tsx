import { Button, TextInput, UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../api/api.ts'
import { addressOf, type Customer, type Page } from '../../api/customers.ts'
import type { WholePurchase } from '../../api/purchases.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useUndo } from '../../ui/Undo.tsx'
import { useWords } from '../../ui/words.tsx'
import frame from '../customers/customers.module.css'
import styles from './purchases.module.css'
import { words } from './words/words.ts'

/** She forgot her card: whose purchase it was. It earns what it would have earned. */
export function AttachForm({ bought, onClose }: { bought: WholePurchase; onClose(): void }) {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const undo = useUndo()
  const [typed, setTyped] = useState('')
  const [whose, setWhose] = useState<Customer | null>(null)
  const query = typed.trim()
  const { data: found = [], error } = useQuery({
    queryKey: ['customers', 'pick', query],
    queryFn: async () =>
      (await ask<Page<Customer>>('GET', `/api/v1/customers?${addressOf({ query, limit: 8 })}`)).items,
    enabled: query.length >= 2,
  })
  const attach = useMutation({
    mutationFn: (id: string) => ask('POST', `/api/v1/purchases/${bought.id}/customer`, { customer: { id } }),
    onSuccess: async () => {
      onClose()
      undo({ done: say('attach.done', { name: whose?.name ?? '' }) })
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['purchases'] }),
        queries.invalidateQueries({ queryKey: ['customers'] }),
      ])
    },
  })
  return (
    <div className={frame.fields}>
      <p>{say('attach.lead')}</p>
      <TextInput
        type="search"
        label={say('attach.find')}
        leftSection={<IconSearch size={18} stroke={1.75} aria-hidden="true" />}
        ref={(field) => {
          if (!whose) field?.focus()
        }}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setWhose(null)
        }}
      />
      <Fault error={error ?? attach.error} />
      {whose === null && found.length > 0 ? (
        <ul className={frame.list} aria-label={say('attach.find')}>
          {found.map((person) => (
            <li key={person.id} className={frame.row}>
              <UnstyledButton className={`${frame.who} ${styles.open}`} onClick={() => setWhose(person)}>
                <Avatar name={person.name} />
                <span className={frame.what}>
                  <b>{person.name || say('nameless')}</b>
                  <small>
                    {[person.phones[0]?.value, person.emails[0]?.value].filter(Boolean).join(' · ')}
                  </small>
                </span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      ) : null}
      {query.length >= 2 && found.length === 0 && !error ? <p>{say('attach.nobody')}</p> : null}
      {whose ? (
        <>
          <p className={styles.preview}>{say('attach.final', { name: whose.name || say('nameless') })}</p>
          <Button loading={attach.isPending} onClick={() => attach.mutate(whose.id)}>
            {say('attach.do')}
          </Button>
        </>
      ) : null}
      <Button variant="default" onClick={onClose}>
        {say('back')}
      </Button>
    </div>
  )
}
