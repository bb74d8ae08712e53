import { useState } from 'react'
import { Qr } from '../ui/card/Qr.tsx'
import type { Asker } from './asking.ts'
import css from './card.module.css'
import { Sheet, Told, wordsOfFault } from './parts.tsx'
import { useSpeech } from './speech.ts'

interface Props {
  name: string
  code: string
  until: string | null
  /** Of a reward that she has reserved herself: it can be put back. */
  redemptionId: string | null
  ask: Asker
  onClose: () => void
}

/** The code of something that is hers, to be shown at the counter: it can be used once. */
export function ShowCode({ name, code, until, redemptionId, ask, onClose }: Props) {
  const speech = useSpeech()
  const { say } = speech
  const [fault, setFault] = useState<string>()
  const putBack = async () => {
    try {
      await ask('POST', `/card/redemptions/${redemptionId}/cancel`)
      onClose()
    } catch (error) {
      setFault(wordsOfFault(error, speech))
    }
  }
  return (
    <Sheet label={name} onClose={onClose}>
      <h2>{name}</h2>
      <p>{say('take.show')}</p>
      <span className={css.bigQr}>
        <Qr text={code} label={code} />
      </span>
      <p className={css.codeText}>{code}</p>
      {until && <p>{say('take.until', { moment: speech.moment(until) })}</p>}
      {fault && <Told>{fault}</Told>}
      <div className={css.acts}>
        {redemptionId && (
          <button type="button" className={css.quiet} onClick={putBack}>
            {say('take.back')}
          </button>
        )}
        <button type="button" className={css.main} onClick={onClose}>
          {say('close')}
        </button>
      </div>
    </Sheet>
  )
}
