import type { FormEvent, ReactNode } from 'react'
import { readyProgramme, type Trade } from '../../../server/programme/trades.ts'
import form from '../../ui/form.module.css'
import { ShopContext } from '../../ui/format.ts'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { readyLook } from '../look/readyLook.ts'
import { Foot } from './Foot.tsx'
import { Frame } from './Frame.tsx'
import type { ShopWish } from './firstWish.ts'
import { Preview } from './Preview.tsx'
import { words } from './words/words.ts'

interface Props {
  title: string
  lead: string
  wish: ShopWish
  /** What was refused, if anything was. */
  error: Error | null
  busy: boolean
  /** Nothing is left to say and nothing wrong: it is opened. */
  onOpen(): void
  /** The fields. */
  children: ReactNode
}

/** A business before it is there: what is asked about it, beside the card that it will give. */
export function OpeningStep({ title, lead, wish, error, busy, onOpen, children }: Props) {
  const { say } = useWords(words)
  const trade = (wish.trade || 'cafe') as Trade
  function submit(event: FormEvent) {
    event.preventDefault()
    onOpen()
  }
  return (
    <ShopContext value={wish}>
      <Frame
        step="shop"
        title={title}
        lead={lead}
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
          {children}
          <Fault error={error} fields={Object.keys(wish)} />
          <Foot step="shop" next={say('first.open')} busy={busy} hint={say('shop.hint')} />
        </form>
      </Frame>
    </ShopContext>
  )
}
