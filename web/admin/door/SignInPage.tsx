import { Button } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ask } from '../../api/api.ts'
import { canPasskey, signInWithPasskey, turnedAway } from '../../api/passkeys.ts'
import { EmailField, looksLikeEmail, PasswordField, useFaults } from '../../ui/fields.tsx'
import form from '../../ui/form.module.css'
import { Outside } from '../../ui/Outside.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import styles from './door.module.css'
import { words } from './words/words.ts'

/** Coming in, by password or by passkey. */
export function SignInPage() {
  const { say } = useWords(words)
  const enter = useEnter()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const byPassword = useMutation({
    mutationFn: () => ask('POST', '/api/auth/sign-in/email', { email: email.trim(), password }),
    onSuccess: enter,
  })
  const byPasskey = useMutation({ mutationFn: signInWithPasskey, onSuccess: enter })
  const faults = useFaults<'email' | 'password'>(
    {
      email: !looksLikeEmail(email) && 'fault.email',
      password: password === '' && 'fault.password_missing',
    },
    byPassword.error,
  )

  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) byPassword.mutate()
  }

  return (
    <Outside title={say('sign_in.title')}>
      <form className={form.form} onSubmit={submit} noValidate>
        <EmailField value={email} onChange={setEmail} error={faults.of('email')} />
        <PasswordField value={password} onChange={setPassword} error={faults.of('password')} fresh={false} />
        <Fault error={byPassword.error} />
        <Button type="submit" size="lg" loading={byPassword.isPending}>
          {say('sign_in.enter')}
        </Button>
        {canPasskey() ? (
          <>
            <span className={form.or}>{say('sign_in.or')}</span>
            <Button
              variant="default"
              size="lg"
              leftSection={<IconFingerprint size={20} stroke={1.75} aria-hidden="true" />}
              loading={byPasskey.isPending}
              onClick={() => byPasskey.mutate()}
            >
              {say('sign_in.passkey')}
            </Button>
            {turnedAway(byPasskey.error) ? null : <Fault error={byPasskey.error} />}
          </>
        ) : null}
        <Link to="/forgot-password" className={styles.aside}>
          {say('forgot.link')}
        </Link>
      </form>
    </Outside>
  )
}

/** Goes in once the server has said who one is: whatever was known before belongs to nobody. */
export function useEnter(): () => Promise<void> {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    queries.clear()
    await navigate({ to: '/', replace: true })
  }
}
