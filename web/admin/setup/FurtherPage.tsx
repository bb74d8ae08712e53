import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { readyProgramme, type Trade } from '../../../server/programme/trades.ts'
import { ask } from '../../api/api.ts'
import { useFaults } from '../../ui/fields.tsx'
import form from '../../ui/form.module.css'
import { ShopContext } from '../../ui/format.ts'
import { useIntent } from '../../ui/intent.ts'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { readyLook } from '../look/readyLook.ts'
import { sitIn } from '../seat.ts'
import { Foot } from './Foot.tsx'
import { Frame } from './Frame.tsx'
import { likelyShop } from './firstWish.ts'
import { Preview } from './Preview.tsx'
import { ShopFields } from './ShopFields.tsx'
import { words } from './words/words.ts'

/** A further business of somebody who has one: what it is, and the set-up goes on as it did with the first. */
export function FurtherPage() {
  const { say, language } = useWords(words)
  const intent = useIntent()
  const [wish, setWish] = useState(() => likelyShop(language))
  const open = useMutation({
    mutationFn: () => ask<{ businessId: string }>('POST', '/api/v1/businesses', wish, intent.keyFor(wish)),
    onSuccess: ({ businessId }) => sitIn(businessId, '/setup/look'),
  })
  const faults = useFaults<keyof typeof wish>(
    {
      name: wish.name.trim() === '' && 'fault.name',
      trade: wish.trade === '' && 'fault.choose',
    },
    open.error,
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) open.mutate()
  }
  const trade = (wish.trade || 'cafe') as Trade
  return (
    <ShopContext value={wish}>
      <Frame
        step="shop"
        title={say('further.title')}
        lead={say('further.lead')}
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
          <ShopFields
            wish={wish}
            change={(part) => setWish((before) => ({ ...before, ...part }))}
            fault={faults.of}
          />
          <Fault error={open.error} fields={Object.keys(wish)} />
          <Foot step="shop" next={say('first.open')} busy={open.isPending} hint={say('shop.hint')} />
        </form>
      </Frame>
    </ShopContext>
  )
}
