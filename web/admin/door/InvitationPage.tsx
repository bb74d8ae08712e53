import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { ask } from '../../api/api.ts'
import { type Invitation, invitation } from '../../api/questions.ts'
import { MIN_PASSWORD_LENGTH, PasswordField, useFaults } from '../../ui/fields.tsx'
import form from '../../ui/form.module.css'
import { Outside } from '../../ui/Outside.tsx'
import { Fault, faultText } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { useEnter } from './SignInPage.tsx'

/** Behind a one-time link: the owner, or somebody invited, chooses a password and is in. */
export function InvitationPage() {
  const { say, suggest } = useWords()
  const { token } = useParams({ from: '/setup/$token' })
  const { data: invited, error, isPending } = useQuery(invitation(token))
  useEffect(() => {
    if (invited) suggest(invited.language)
  }, [invited, suggest])
  if (isPending) return <Outside title={say('loading')} />
  if (error) {
    return (
      <Outside title={say('welcome.dead')} lead={faultText(error, say)}>
        <Button component="a" href="/sign-in" size="lg">
          {say('welcome.sign_in')}
        </Button>
      </Outside>
    )
  }
  return <Accept invited={invited} token={token} />
}

function Accept({ invited, token }: { invited: Invitation; token: string }) {
  const { say } = useWords()
  const enter = useEnter()
  const unnamed = invited.name === invited.email
  const [name, setName] = useState(unnamed ? '' : invited.name)
  const [password, setPassword] = useState('')
  const accept = useMutation({
    mutationFn: () =>
      ask(
        'POST',
        `/api/v1/setup/${encodeURIComponent(token)}`,
        invited.known ? { password } : { name, password },
      ),
    onSuccess: enter,
  })
  const faults = useFaults<'name' | 'password'>(
    {
      name: !invited.known && name.trim() === '' && 'fault.name',
      password:
        password.length < MIN_PASSWORD_LENGTH &&
        (invited.known ? 'fault.password_missing' : 'fault.password'),
    },
    accept.error,
  )

  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) accept.mutate()
  }

  const params = { business: invited.business, role: say(`role.${invited.role}`) }
  return (
    <Outside title={say('welcome.title')} lead={say(invited.known ? 'welcome.known' : 'welcome.new', params)}>
      <form className={form.form} onSubmit={submit} noValidate>
        <div className={form.account}>
          <small>{say('email')}</small>
          {invited.email}
        </div>
        <input type="hidden" autoComplete="username" value={invited.email} readOnly />
        {invited.known ? null : (
          <TextInput
            label={say('welcome.your_name')}
            name="name"
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={faults.of('name')}
          />
        )}
        <PasswordField
          value={password}
          onChange={setPassword}
          error={faults.of('password')}
          fresh={!invited.known}
        />
        <Fault error={accept.error} fields={['name', 'password']} />
        <Button type="submit" size="lg" loading={accept.isPending}>
          {say('welcome.enter')}
        </Button>
      </form>
    </Outside>
  )
}
