import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { business } from '../../api/questions.ts'
import { useWords } from '../../ui/words.tsx'
import { LookFields } from '../look/LookFields.tsx'
import { useLookChange } from '../look/useLookChange.ts'
import { useDraft } from './draft.ts'
import { Foot, useGo } from './Foot.tsx'
import { Frame } from './Frame.tsx'
import { Preview } from './Preview.tsx'
import { words } from './words/words.ts'

/** Second step: colour, stamp, logo, name. Every change is kept at once. */
export function LookStep() {
  const { say } = useWords(words)
  const go = useGo()
  const { data: shop } = useSuspenseQuery(business)
  const { document } = useDraft(shop.id)
  const change = useLookChange()
  const [busy, setBusy] = useState(false)
  async function next() {
    setBusy(true)
    const kept = await change.kept()
    setBusy(false)
    if (kept) go('programme')
  }
  return (
    <Frame
      step="look"
      title={say('look.title')}
      lead={say('look.lead')}
      open
      preview={<Preview business={shop.name} look={change.look} document={document} />}
    >
      <LookFields business={shop.name} change={change} />
      <Foot step="look" next={say('next')} hint={say('look.hint')} busy={busy} onNext={next} />
    </Frame>
  )
}
