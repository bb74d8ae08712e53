import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Trade } from '../../../server/programme/trades.ts'
import { ask } from '../../api/api.ts'
import { look as lookQuestion } from '../../api/looks.ts'
import { business } from '../../api/questions.ts'
import { useFaults } from '../../ui/fields.tsx'
import form from '../../ui/form.module.css'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { beginAnew, useDraft } from './draft.ts'
import { Foot, useGo } from './Foot.tsx'
import { Frame } from './Frame.tsx'
import { Preview } from './Preview.tsx'
import { ShopFields } from './ShopFields.tsx'
import { words } from './words/words.ts'

/** Coming back to the first step: what the shop is can still be said otherwise, but for its currency. */
export function ShopStep() {
  const { say } = useWords(words)
  const go = useGo()
  const queries = useQueryClient()
  const { data: shop } = useSuspenseQuery(business)
  const { data: look } = useSuspenseQuery(lookQuestion)
  const { document } = useDraft(shop.id)
  const { name, trade, currency, timeZone, language } = shop
  const [wish, setWish] = useState({ name, trade, currency, timeZone, language })
  const save = useMutation({
    async mutationFn() {
      const { currency: _, ...change } = wish
      await ask('PATCH', '/api/v1/business', change)
      // Another trade gets another programme, as long as nobody has changed or used this one.
      if (wish.trade !== trade) await beginAnew(shop.id, wish.trade as Trade)
      await queries.invalidateQueries()
    },
    onSuccess: () => go('look'),
  })
  const faults = useFaults<keyof typeof wish>({ name: wish.name.trim() === '' && 'fault.name' }, save.error)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) save.mutate()
  }
  return (
    <Frame
      step="shop"
      title={say('first.title')}
      lead={say('shop.again')}
      open
      preview={<Preview business={wish.name} look={look} document={document} />}
    >
      <form className={form.form} onSubmit={submit} noValidate>
        <ShopFields
          wish={wish}
          change={(part) => setWish((before) => ({ ...before, ...part }))}
          fault={faults.of}
          settled
        />
        <Fault error={save.error} fields={Object.keys(wish)} />
        <Foot step="shop" next={say('next')} busy={save.isPending} hint={say('shop.hint')} />
      </form>
    </Frame>
  )
}
