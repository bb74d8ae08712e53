import { Button } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../api/api.ts'
import { addPasskey, canPasskey, turnedAway } from '../../api/passkeys.ts'
import { type Passkey, passkeys } from '../../api/questions.ts'
import { useFormats } from '../../ui/format.ts'
import styles from '../../ui/list.module.css'
import { Done, Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'

/** The passkeys that open this person's back office. */
export function Passkeys() {
  const { say } = useWords()
  const queries = useQueryClient()
  const { data } = useQuery(passkeys)
  const add = useMutation({
    mutationFn: () => addPasskey(deviceName()),
    onSuccess: () => queries.invalidateQueries(passkeys),
  })
  return (
    <section className={styles.section} aria-labelledby="passkeys">
      <h2 id="passkeys">{say('me.passkeys')}</h2>
      <div className={styles.panel}>
        {data?.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} />
        ))}
        <div className={styles.row}>
          <div className={styles.what}>
            {data?.length === 0 ? say('me.passkeys.none') : null}
            <small>{say('home.passkey.lead')}</small>
          </div>
          {canPasskey() ? (
            <Button
              variant="light"
              leftSection={<IconFingerprint size={18} stroke={1.75} aria-hidden="true" />}
              loading={add.isPending}
              onClick={() => add.mutate()}
            >
              {say('me.passkeys.add')}
            </Button>
          ) : (
            <small>{say('me.passkeys.cannot')}</small>
          )}
        </div>
      </div>
      {add.isSuccess ? <Done>{say('me.passkeys.added')}</Done> : null}
      {turnedAway(add.error) ? null : <Fault error={add.error} />}
    </section>
  )
}

function PasskeyRow({ passkey: { id, name, createdAt } }: { passkey: Passkey }) {
  const { say } = useWords()
  const { day } = useFormats()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => ask('POST', '/api/auth/passkey/delete-passkey', { id }),
    onSuccess: () => queries.invalidateQueries(passkeys),
  })
  return (
    <div className={styles.row}>
      <div className={styles.what}>
        <b>{name || say('me.passkeys')}</b>
        {createdAt ? <small>{say('me.passkeys.since', { day: day(createdAt) })}</small> : null}
      </div>
      <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
        {say('me.passkeys.remove')}
      </Button>
      <Fault error={remove.error} />
    </div>
  )
}

/** What a person would call the thing in her hand. */
function deviceName(): string {
  const agent = navigator.userAgent
  const known = ['iPhone', 'iPad', 'Android', 'Macintosh', 'Windows', 'Linux'].find((name) =>
    agent.includes(name),
  )
  return known === 'Macintosh' ? 'Mac' : (known ?? 'Passkey')
}
