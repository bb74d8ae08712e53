import { useState } from 'react'
import type { Asker } from '../asking.ts'
import css from '../card.module.css'
import { Told, wordsOfFault } from '../parts.tsx'
import type { JoinPage } from '../shapes.ts'
import { useSpeech } from '../speech.ts'

interface Props {
  page: JoinPage
  ask: Asker
  consent: string
  secret: string
}

/** The page behind the link of a mail: opening it confirms nothing, the button does. */
export function Confirm({ page, ask, consent, secret }: Props) {
  const speech = useSpeech()
  const { say } = speech
  const [done, setDone] = useState(false)
  const [fault, setFault] = useState<string>()
  const confirm = async () => {
    try {
      await ask('POST', `/join/${page.business.id}/confirm`, { consent, secret })
      setDone(true)
    } catch (error) {
      setFault(wordsOfFault(error, speech))
    }
  }
  return (
    <>
      <p className={css.shop}>{page.business.name}</p>
      <h1>{say(done ? 'confirm.done' : 'confirm.title')}</h1>
      {!done && <p>{say('confirm.sub')}</p>}
      {fault && <Told>{fault}</Told>}
      {!done && (
        <button type="button" className={css.main} onClick={confirm}>
          {say('confirm.do')}
        </button>
      )}
    </>
  )
}
