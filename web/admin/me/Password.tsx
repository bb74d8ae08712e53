import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../api/api.ts'
import { MIN_PASSWORD_LENGTH, PasswordField, useFaults } from '../../ui/fields.tsx'
import form from '../../ui/form.module.css'
import styles from '../../ui/list.module.css'
import { Done, Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'

/** Another password, which ends every other session; or only that. */
export function Password() {
  const { say } = useWords()
  const [changing, setChanging] = useState(false)
  const [changed, setChanged] = useState(false)
  const elsewhere = useMutation({ mutationFn: () => ask('POST', '/api/auth/revoke-other-sessions', {}) })
  return (
    <section className={styles.section} aria-labelledby="password">
      <h2 id="password">{say('me.password')}</h2>
      {changing ? (
        <PasswordForm
          onClose={(done) => {
            setChanging(false)
            setChanged(done)
          }}
        />
      ) : (
        <div className={styles.panel}>
          <div className={styles.row}>
            <div className={styles.what}>{say('password.hint')}</div>
            <Button variant="light" onClick={() => setChanging(true)}>
              {say('me.password.change')}
            </Button>
          </div>
          <div className={styles.row}>
            <div className={styles.what}>
              {say('me.elsewhere')}
              <small>{say('me.elsewhere.lead')}</small>
            </div>
            <Button variant="default" loading={elsewhere.isPending} onClick={() => elsewhere.mutate()}>
              {say('me.elsewhere.do')}
            </Button>
          </div>
        </div>
      )}
      {changed ? <Done>{say('me.password.changed')}</Done> : null}
      {elsewhere.isSuccess ? <Done>{say('me.elsewhere.done')}</Done> : null}
      <Fault error={elsewhere.error} />
    </section>
  )
}

function PasswordForm({ onClose }: { onClose(done: boolean): void }) {
  const { say } = useWords()
  const [currentPassword, setCurrent] = useState('')
  const [newPassword, setNew] = useState('')
  const change = useMutation({
    mutationFn: () =>
      ask('POST', '/api/auth/change-password', { currentPassword, newPassword, revokeOtherSessions: true }),
    onSuccess: () => onClose(true),
  })
  const faults = useFaults<'current' | 'password'>(
    {
      current: currentPassword === '' && 'fault.password_missing',
      password: newPassword.length < MIN_PASSWORD_LENGTH && 'fault.password',
    },
    change.error,
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) change.mutate()
  }
  return (
    <form className={`${styles.sheet} ${form.form}`} onSubmit={submit} noValidate>
      <PasswordField
        label={say('me.password.now')}
        value={currentPassword}
        onChange={setCurrent}
        error={faults.of('current')}
        fresh={false}
      />
      <PasswordField value={newPassword} onChange={setNew} error={faults.of('password')} fresh />
      <Fault error={change.error} />
      <div className={styles.acts}>
        <Button type="submit" loading={change.isPending}>
          {say('me.password.change')}
        </Button>
        <Button variant="default" onClick={() => onClose(false)}>
          {say('back')}
        </Button>
      </div>
    </form>
  )
}
