import { useEffect, useState } from 'react'
import { type Language, languages } from '../../ui/messages.ts'
import type { Asker } from '../asking.ts'
import css from '../card.module.css'
import { languageNames } from '../names.ts'
import { Field, Told, wordsOfFault } from '../parts.tsx'
import type { CardState, Me } from '../shapes.ts'
import { useSpeech } from '../speech.ts'
import { WalletList } from '../Wallets.tsx'
import { AboutMe } from './AboutMe.tsx'
import { Consents } from './Consents.tsx'
import { MyData } from './MyData.tsx'
import { Programme } from './Programme.tsx'

interface Props {
  state: CardState
  token: string
  ask: Asker
  onLanguage: (language: Language) => void
  refresh: () => Promise<void>
}

/** What is kept about her, what she agreed to, how it works, and the way out. */
export function MeTab({ state, token, ask, onLanguage, refresh }: Props) {
  const speech = useSpeech()
  const { say, language } = speech
  const [me, setMe] = useState<Me>()
  const [fault, setFault] = useState<string>()
  useEffect(() => {
    ask<Me>('GET', '/card/me')
      .then(setMe)
      .catch((error) => setFault(wordsOfFault(error, speech)))
  }, [ask, speech])
  const speak = async (chosen: Language) => {
    try {
      await ask('PATCH', '/card/me', { language: chosen })
      onLanguage(chosen)
    } catch (error) {
      setFault(wordsOfFault(error, speech))
    }
  }
  return (
    <>
      <h1>{say('tab.me')}</h1>
      {fault && <Told>{fault}</Told>}
      <Field label={say('me.language')}>
        {(ids) => (
          <select
            {...ids}
            value={language}
            onChange={(event) => speak(event.currentTarget.value as Language)}
          >
            {languages.map((one) => (
              <option key={one} value={one} lang={one}>
                {languageNames[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {me && (
        <div className={css.parts}>
          <AboutMe me={me} ask={ask} onMe={setMe} refresh={refresh} />
          <Consents me={me} ask={ask} onMe={setMe} />
          <WalletList state={state} token={token} />
          <Programme ask={ask} />
          <MyData me={me} state={state} token={token} ask={ask} onMe={setMe} />
        </div>
      )}
    </>
  )
}
