import { Button, PasswordInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../api/api.ts'
import { look as lookQuestion } from '../../api/looks.ts'
import { business, staff } from '../../api/questions.ts'
import { useFaults } from '../../ui/fields.tsx'
import list from '../../ui/list.module.css'
import { Done, Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { useSelf } from '../seat.ts'
import { InviteForm } from '../staff/InviteForm.tsx'
import { type Link, LinkShown } from '../staff/LinkShown.tsx'
import { useDraft } from './draft.ts'
import { Foot, useGo } from './Foot.tsx'
import { Frame } from './Frame.tsx'
import { Preview } from './Preview.tsx'
import styles from './setup.module.css'
import { words } from './words/words.ts'

/** Fourth step: who stands at the counter. Alone she only needs a PIN; others get a link of their own. */
export function TeamStep() {
  const { say } = useWords(words)
  const go = useGo()
  const { data: shop } = useSuspenseQuery(business)
  const { data: look } = useSuspenseQuery(lookQuestion)
  const { document } = useDraft(shop.id)
  return (
    <Frame
      step="team"
      title={say('team.title')}
      lead={say('team.lead')}
      open
      preview={<Preview business={shop.name} look={look} document={document} />}
    >
      <OwnPin />
      <Others />
      <Foot step="team" next={say('next')} hint={say('team.hint')} onNext={() => go('done')} />
    </Frame>
  )
}

function OwnPin() {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const { seat } = useSelf()
  const { data: people } = useQuery(staff)
  const [pin, setPin] = useState('')
  const has = people?.find(({ id }) => id === seat?.staffId)?.hasPin ?? false
  const save = useMutation({
    mutationFn: () => ask('PUT', `/api/v1/staff/${seat!.staffId}/pin`, { pin }),
    async onSuccess() {
      setPin('')
      await queries.invalidateQueries(staff)
    },
  })
  const wrong = !/^\d{4,8}$/.test(pin)
  const faults = useFaults<'pin'>({}, save.error)
  const [tried, setTried] = useState(false)
  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (!wrong) save.mutate()
  }
  return (
    <section className={styles.block}>
      <h2>{say('pin.title')}</h2>
      <p>{say('pin.lead')}</p>
      {has ? <Done>{say('pin.kept')}</Done> : null}
      <form className={styles.pin} onSubmit={submit} noValidate>
        <PasswordInput
          label={say(has ? 'pin.other' : 'pin')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          value={pin}
          visibilityToggleButtonProps={{ 'aria-label': say('pin.show'), c: 'var(--ink-2)' }}
          onChange={(event) => setPin(event.currentTarget.value)}
          error={tried && pin !== '' && wrong ? say('pin.wrong') : faults.of('pin')}
        />
        <Button type="submit" variant="default" loading={save.isPending} disabled={pin === ''}>
          {say('pin.keep')}
        </Button>
      </form>
      <Fault error={save.error} fields={['pin']} />
    </section>
  )
}

function Others() {
  const { say } = useWords(words)
  const { data: people } = useQuery(staff)
  const { seat } = useSelf()
  const [inviting, setInviting] = useState(false)
  const [link, setLink] = useState<Link | null>(null)
  const others = people?.filter(({ id, state }) => id !== seat?.staffId && state !== 'left') ?? []
  return (
    <section className={styles.block}>
      <h2>{say('others.title')}</h2>
      <p>{say('others.lead')}</p>
      {others.length > 0 ? (
        <ul className={list.panel}>
          {others.map(({ id, name, role, state }) => (
            <li key={id} className={styles.colleague}>
              <b>{name}</b>
              <span>{state === 'invited' ? say('staff.waiting') : say(`role.${role}`)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <LinkShown link={link} />
      {inviting ? (
        <InviteForm
          onLink={(made) => {
            setInviting(false)
            setLink(made)
          }}
          onClose={() => setInviting(false)}
        />
      ) : (
        <Button variant="default" onClick={() => setInviting(true)}>
          {say('staff.invite')}
        </Button>
      )}
    </section>
  )
}
