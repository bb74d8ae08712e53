import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask } from '../../api/api.ts'
import { looksLikeEmail, MIN_PASSWORD_LENGTH, useFaults } from '../../ui/fields.tsx'
import { Outside } from '../../ui/Outside.tsx'
import { useWords } from '../../ui/words.tsx'
import { useGo } from './Foot.tsx'
import { type FirstWish, keepWish, likelyWish } from './firstWish.ts'
import { OpeningStep } from './OpeningStep.tsx'
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
  const change = (part: Partial<FirstWish>) => setWish((before) => ({ ...before, ...part }))
  return (
    <OpeningStep
      title={say('first.title')}
      lead={say('first.lead')}
      wish={wish}
      error={open.error}
      busy={open.isPending}
      onOpen={() => faults.right() && open.mutate()}
    >
      <ShopFields wish={wish} change={change} fault={faults.of} />
      <OwnerFields wish={wish} change={change} fault={faults.of} />
    </OpeningStep>
  )
}
