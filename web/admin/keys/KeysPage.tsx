import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../api/api.ts'
import { type ApiKey, apiKeys } from '../../api/questions.ts'
import { Ending } from '../../ui/Ending.tsx'
import styles from '../../ui/list.module.css'
import { Secret } from '../../ui/Secret.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { KeyForm } from './KeyForm.tsx'

/** The keys that programs come with. */
export function KeysPage() {
  const { say } = useWords()
  const { data, error } = useQuery(apiKeys)
  const { make } = useSearch({ from: '/inside/settings/keys' })
  const [making, setMaking] = useState(make === true)
  const [token, setToken] = useState<string>()

  function show(made: string) {
    setMaking(false)
    setToken(made)
  }

  return (
    <>
      <header className={styles.head}>
        <h1>{say('keys.title')}</h1>
        <p>{say('keys.lead')}</p>
      </header>
      <Fault error={error} />
      {token ? <Secret lead={say('keys.token')}>{token}</Secret> : null}
      <section className={styles.section}>
        <ul className={styles.panel}>
          {data?.map((key) => (
            <KeyRow key={key.id} apiKey={key} />
          ))}
          {data?.length === 0 ? <li className={styles.empty}>{say('keys.none')}</li> : null}
        </ul>
      </section>
      {making ? (
        <KeyForm onMade={show} onClose={() => setMaking(false)} />
      ) : (
        <Button onClick={() => setMaking(true)}>{say('keys.make')}</Button>
      )}
    </>
  )
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { say, language } = useWords()
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => ask('DELETE', `/api/v1/api-keys/${apiKey.id}`),
    onSuccess: () => queries.invalidateQueries(apiKeys),
  })
  const { name, lastUsedOn, revokedAt } = apiKey
  const day =
    lastUsedOn && new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(lastUsedOn))
  const used = day ? say('keys.used', { day }) : say('keys.unused')
  return (
    <li className={`${styles.row} ${revokedAt ? styles.gone : ''}`}>
      <div className={styles.what}>
        <b>{name}</b>
        <small>{revokedAt ? say('keys.revoked') : used}</small>
      </div>
      {revokedAt ? null : (
        <Ending
          label={say('keys.revoke')}
          meaning={say('keys.revoke.sure', { name })}
          pending={revoke.isPending}
          onEnd={() => revoke.mutate()}
        />
      )}
      <Fault error={revoke.error} />
    </li>
  )
}
