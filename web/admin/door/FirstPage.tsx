import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../api/api.ts'
import { looksLikeEmail, MIN_PASSWORD_LENGTH, useFaults } from '../../ui/fields.tsx'
import form from '../../ui/form.module.css'
import { Outside } from '../../ui/Outside.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { OwnerFields, ShopFields } from './FirstFields.tsx'
import { type FirstWish, likelyWish } from './firstWish.ts'
import { useEnter } from './SignInPage.tsx'

/** The very first page of an installation: which shop is it, and who owns it. */
export function FirstPage() {
  const { say, language } = useWords()
  const enter = useEnter()
  const [key] = useState(() => location.hash.slice(1))
  const [wish, setWish] = useState<FirstWish>(() => likelyWish(language))
  const open = useMutation({
    mutationFn: () => ask('POST', '/api/v1/setup', { key, ...wish }),
    onSuccess: enter,
  })
  const faults = useFaults<keyof FirstWish>(
    {
      name: wish.name.trim() === '' && 'fault.name',
      trade: wish.trade === '' && 'fault.choose',
      ownerName: wish.ownerName.trim() === '' && 'fault.name',
      ownerEmail: !looksLikeEmail(wish.ownerEmail) && 'fault.email',
      password: wish.password.length < MIN_PASSWORD_LENGTH && 'fault.password',
    },
    open.error,
  )

  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) open.mutate()
  }

  if (!key) {
    return (
      <Outside title={say('first.no_key')}>
        <Button component="a" href="/sign-in" size="lg">
          {say('welcome.sign_in')}
        </Button>
      </Outside>
    )
  }
  const change = (part: Partial<FirstWish>) => setWish((before) => ({ ...before, ...part }))
  return (
    <Outside title={say('first.title')} lead={say('first.lead')}>
      <form className={form.form} onSubmit={submit} noValidate>
        <ShopFields wish={wish} change={change} fault={faults.of} />
        <OwnerFields wish={wish} change={change} fault={faults.of} />
        <Fault error={open.error} fields={Object.keys(wish)} />
        <Button type="submit" size="lg" loading={open.isPending}>
          {say('first.open')}
        </Button>
      </form>
    </Outside>
  )
}
