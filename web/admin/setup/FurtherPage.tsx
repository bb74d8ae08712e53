import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../api/api.ts'
import { useFaults } from '../../ui/fields.tsx'
import { useIntent } from '../../ui/intent.ts'
import { useWords } from '../../ui/words.tsx'
import { sitIn } from '../seat.ts'
import { likelyShop } from './firstWish.ts'
import { OpeningStep } from './OpeningStep.tsx'
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
  return (
    <OpeningStep
      title={say('further.title')}
      lead={say('further.lead')}
      wish={wish}
      error={open.error}
      busy={open.isPending}
      onOpen={() => faults.right() && open.mutate()}
    >
      <ShopFields
        wish={wish}
        change={(part) => setWish((before) => ({ ...before, ...part }))}
        fault={faults.of}
      />
    </OpeningStep>
  )
}
