import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../api/api.ts'
import { type ApiKey, apiKeys } from '../../api/questions.ts'
import { Ending } from '../../ui/Ending.tsx'
import { useFormats } from '../../ui/format.ts'
import styles from '../../ui/list.module.css'
import { Secret } from '../../ui/Secret.tsx'
import { Fault } from '../../ui/Told.tsx'
import { type Say, useWords } from '../../ui/words.tsx'
import { useSelf } from '../seat.ts'
import { SettingsHead } from '../settings/SettingsHead.tsx'
import { bundles, KeyForm } from './KeyForm.tsx'

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
      <SettingsHead title={say('keys.title')} lead={say('keys.lead')} />
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
  const { say } = useWords()
  const { day } = useFormats()
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => ask('DELETE', `/api/v1/api-keys/${apiKey.id}`),
    onSuccess: () => queries.invalidateQueries(apiKeys),
  })
  const { seat } = useSelf()
  const { name, scopes, lastUsedOn, revokedAt } = apiKey
  const used = lastUsedOn ? say('keys.used', { day: day(lastUsedOn) }) : say('keys.unused')
  return (
    <li className={`${styles.row} ${revokedAt ? styles.gone : ''}`}>
      <div className={styles.what}>
        <b>{name}</b>
        <small>
          {revokedAt ? say('keys.revoked') : `${used} · ${mayWhat(scopes, seat?.scopes ?? [], say)}`}
        </small>
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

/** What a key may do, in the words that it was made by; by its rights where it was made by a program. */
function mayWhat(scopes: readonly string[], all: readonly string[], say: Say): string {
  for (const bundle of ['all', 'read', 'till'] as const) {
    const wanted = all.filter(bundles[bundle])
    if (wanted.length === scopes.length && wanted.every((scope) => scopes.includes(scope)))
      return say(`keys.may.${bundle}`)
  }
  return say('keys.may', { scopes: scopes.join(', ') })
}
