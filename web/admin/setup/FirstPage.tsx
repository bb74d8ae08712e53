import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { readyProgramme, type Trade } from '../../../server/programme/trades.ts'
import { ask } from '../../api/api.ts'
import { looksLikeEmail, MIN_PASSWORD_LENGTH, useFaults } from '../../ui/fields.tsx'
import form from '../../ui/form.module.css'
import { ShopContext } from '../../ui/format.ts'
import { Outside } from '../../ui/Outside.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { readyLook } from '../look/readyLook.ts'
import { Foot, useGo } from './Foot.tsx'
import { Frame } from './Frame.tsx'
import { type FirstWish, keepWish, likelyWish } from './firstWish.ts'
import { Preview } from './Preview.tsx'
import { OwnerFields, ShopFields } from './ShopFields.tsx'
import { words } from './words/words.ts'

/** The very first page of an installation: which shop is it, and who owns it. With it the set-up begins. */
export function FirstPage() {
  const { say } = useWords()
  const [key] = useState(() => location.hash.slice(1))
  if (key) return <FirstStep setupKey={key} />
  return (
    <Outside title={say('first.no_key')}>
      <Button component="a" href="/sign-in" size="lg">
        {say('welcome.sign_in')}
      </Button>
    </Outside>
  )
}

function FirstStep({ setupKey: key }: { setupKey: string }) {
  const { say, language } = useWords(words)
  const queries = useQueryClient()
  const go = useGo()
  const [wish, setWish] = useState<FirstWish>(() => likelyWish(language))
  useEffect(() => keepWish(wish), [wish])
  const open = useMutation({
    mutationFn: () => ask('POST', '/api/v1/setup', { key, ...wish }),
    onSuccess() {
      // Whatever was known before belongs to nobody.
      queries.clear()
      keepWish(null)
      go('look')
    },
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
  const change = (part: Partial<FirstWish>) => setWish((before) => ({ ...before, ...part }))
  const trade = (wish.trade || 'cafe') as Trade
  return (
    <ShopContext value={wish}>
      <Frame
        step="shop"
        title={say('first.title')}
        lead={say('first.lead')}
        open={false}
        preview={
          <Preview
            business={wish.name}
            look={readyLook(trade)}
            document={readyProgramme(trade, wish.currency)}
          />
        }
      >
        <form className={form.form} onSubmit={submit} noValidate>
          <ShopFields wish={wish} change={change} fault={faults.of} />
          <OwnerFields wish={wish} change={change} fault={faults.of} />
          <Fault error={open.error} fields={Object.keys(wish)} />
          <Foot step="shop" next={say('first.open')} busy={open.isPending} hint={say('shop.hint')} />
        </form>
      </Frame>
    </ShopContext>
  )
}
