import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../api/api.ts'
import { resetLink } from '../../api/questions.ts'
import { MIN_PASSWORD_LENGTH, PasswordField, useFaults } from '../../ui/fields.tsx'
import form from '../../ui/form.module.css'
import { Outside } from '../../ui/Outside.tsx'
import { Fault, faultText } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { useEnter } from './SignInPage.tsx'
import { words } from './words/words.ts'

/** Behind the link of a mail: another password, and one is in. */
export function NewPasswordPage() {
  const { say } = useWords(words)
  const [token] = useState(() => location.hash.slice(1))
  const { data, error, isPending } = useQuery(resetLink(token))
  if (isPending) return <Outside title={say('loading')} />
  if (error) {
    return (
      <Outside title={say('welcome.dead')} lead={faultText(error, say)}>
        <Button component="a" href="/forgot-password" size="lg">
          {say('new.again')}
        </Button>
      </Outside>
    )
  }
  return <Choose email={data.email} token={token} />
}

function Choose({ email, token }: { email: string; token: string }) {
  const { say } = useWords(words)
  const enter = useEnter()
  const [password, setPassword] = useState('')
  const choose = useMutation({
    mutationFn: () => ask('POST', '/api/v1/password-resets/use', { token, password }),
    onSuccess: enter,
  })
  const faults = useFaults<'password'>(
    { password: password.length < MIN_PASSWORD_LENGTH && 'fault.password' },
    choose.error,
  )

  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) choose.mutate()
  }

  return (
    <Outside title={say('new.title')} lead={say('new.lead')}>
      <form className={form.form} onSubmit={submit} noValidate>
        <div className={form.account}>
          <small>{say('email')}</small>
          {email}
        </div>
        <input type="hidden" autoComplete="username" value={email} readOnly />
        <PasswordField value={password} onChange={setPassword} error={faults.of('password')} fresh />
        <Fault error={choose.error} fields={['password']} />
        <Button type="submit" size="lg" loading={choose.isPending}>
          {say('new.save')}
        </Button>
      </form>
    </Outside>
  )
}
