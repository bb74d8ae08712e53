import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ask } from '../../api/api.ts'
import { wayBack } from '../../api/questions.ts'
import { EmailField, looksLikeEmail, useFaults } from '../../ui/fields.tsx'
import form from '../../ui/form.module.css'
import list from '../../ui/list.module.css'
import { Outside } from '../../ui/Outside.tsx'
import { Fault, faultText } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import styles from './door.module.css'
import { words } from './words/words.ts'

/** For somebody who forgot her password: a link by mail; where no mail goes out, whom to ask and for what. */
export function ForgotPage() {
  const { say } = useWords(words)
  const { data: way, error } = useQuery(wayBack)
  const [sentTo, setSentTo] = useState<string>()
  if (error) return <Outside title={say('forgot.title')} lead={faultText(error, say)} />
  if (!way) return <Outside title={say('loading')} />
  if (way.how === 'operator') return <AskOperator />
  if (sentTo === undefined) return <AskByMail onSent={setSentTo} />
  return (
    <Outside title={say('forgot.sent')} lead={say('forgot.sent.lead', { email: sentTo })}>
      <p className={styles.hint}>{say('forgot.sent.hint')}</p>
      <div className={form.form}>
        <Button variant="default" size="lg" onClick={() => setSentTo(undefined)}>
          {say('forgot.other')}
        </Button>
        <Back />
      </div>
    </Outside>
  )
}

function AskByMail({ onSent }: { onSent(email: string): void }) {
  const { say } = useWords(words)
  const [email, setEmail] = useState('')
  const send = useMutation({
    mutationFn: () => ask('POST', '/api/v1/password-resets', { email: email.trim() }),
    onSuccess: () => onSent(email.trim()),
  })
  const faults = useFaults<'email'>({ email: !looksLikeEmail(email) && 'fault.email' }, send.error)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) send.mutate()
  }

  return (
    <Outside title={say('forgot.title')} lead={say('forgot.lead')}>
      <form className={form.form} onSubmit={submit} noValidate>
        <EmailField value={email} onChange={setEmail} error={faults.of('email')} />
        <Fault error={send.error} fields={['email']} />
        <Button type="submit" size="lg" loading={send.isPending}>
          {say('forgot.send')}
        </Button>
        <Back />
      </form>
    </Outside>
  )
}

function AskOperator() {
  const { say } = useWords(words)
  return (
    <Outside title={say('forgot.operator')} lead={say('forgot.operator.lead')}>
      <code className={list.secret}>bin/regulars staff reset dora@example.com</code>
      <p className={styles.hint}>{say('forgot.operator.after')}</p>
      <Back />
    </Outside>
  )
}

function Back() {
  const { say } = useWords(words)
  return (
    <Link to="/sign-in" className={styles.aside}>
      {say('forgot.back')}
    </Link>
  )
}
