import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../../api/api.ts'
import { addressOf, type Customer, customer, type Page } from '../../../api/customers.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import styles from '../customers.module.css'
import { words } from '../words/words.ts'

/** Who is the other one? Found as everywhere: by name, phone, card. */
export function PickOther({ one }: { one: string }) {
  const { say } = useWords(words)
  const { data: person } = useQuery(customer(one))
  const [typed, setTyped] = useState('')
  const query = typed.trim()
  const { data = [], error } = useQuery({
    queryKey: ['customers', 'pick', query],
    queryFn: async () =>
      (await ask<Page<Customer>>('GET', `/api/v1/customers?${addressOf({ query, limit: 10 })}`)).items,
    enabled: query.length >= 2,
  })
  return (
    <div className={`${styles.fields} ${styles.narrow}`}>
      <TextInput
        type="search"
        label={say('merge.pick', { name: person?.name ?? '' })}
        leftSection={<IconSearch size={18} stroke={1.75} aria-hidden="true" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Fault error={error} />
      <ul className={styles.list} aria-label={say('list.title')}>
        {data
          .filter(({ id }) => id !== one)
          .map(({ id, name, phones, emails }) => (
            <li key={id} className={styles.row}>
              <Link className={styles.who} to="/customers/duplicates" search={{ one, other: id } as never}>
                <span className={styles.what}>
                  <b>{name || say('nameless')}</b>
                  <small>{[phones[0]?.value, emails[0]?.value].filter(Boolean).join(' · ')}</small>
                </span>
              </Link>
            </li>
          ))}
      </ul>
    </div>
  )
}
