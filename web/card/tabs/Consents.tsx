import { useState } from 'react'
import type { Asker } from '../asking.ts'
import css from '../card.module.css'
import { Told, wordsOfFault } from '../parts.tsx'
import type { ConsentHeld, Me } from '../shapes.ts'
import { useSpeech, type Word } from '../speech.ts'

const channels: Record<string, Word> = { email: 'channel.email', sms: 'channel.sms' }

/** What she agreed to, as yes or no with its day. What was asked elsewhere can only be taken back here. */
export function Consents({ me, ask, onMe }: { me: Me; ask: Asker; onMe: (me: Me) => void }) {
  const speech = useSpeech()
  const { say } = speech
  const [fault, setFault] = useState<string>()
  const reach = [...me.phones, ...me.emails].join(', ')
  const answer = async ({ purpose, channel }: ConsentHeld, given: boolean) => {
    try {
      setFault(undefined)
      onMe(await ask<Me>('POST', '/card/consents', { purpose, channel, given }))
    } catch (error) {
      setFault(wordsOfFault(error, speech))
    }
  }
  return (
    <section>
      <h2>{say('me.consents')}</h2>
      {me.consents
        .filter(({ asked }) => asked)
        .map((consent) => (
          <fieldset key={`${consent.purpose} ${consent.channel}`} className={css.consent}>
            <legend>
              {say(channels[consent.channel] ?? 'channel.other')}: {consent.wording}
            </legend>
            {[true, false].map((yes) => (
              <label key={String(yes)}>
                <input
                  type="radio"
                  name={`${consent.purpose} ${consent.channel}`}
                  checked={yes ? isYes(consent) : !isYes(consent)}
                  onChange={() => answer(consent, yes)}
                />
                {say(yes ? 'me.yes' : 'me.no')}
              </label>
            ))}
            {consent.at && <p className={css.hint}>{say('me.since', { day: speech.near(consent.at) })}</p>}
            {consent.state === 'awaiting' && <p className={css.hint}>{say('me.awaiting')}</p>}
          </fieldset>
        ))}
      {fault && <Told>{fault}</Told>}
      <h3>{say('me.reach')}</h3>
      <p>{reach}</p>
      <p className={css.hint}>{say('me.reach.change')}</p>
    </section>
  )
}

function isYes({ state }: ConsentHeld): boolean {
  return state === 'given' || state === 'awaiting'
}
