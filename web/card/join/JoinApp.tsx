import { useEffect, useMemo, useState } from 'react'
import { CardFace } from '../../ui/card/CardFace.tsx'
import { paintOf } from '../../ui/card/look.ts'
import { type Language, languages } from '../../ui/messages.ts'
import { asker } from '../asking.ts'
import css from '../card.module.css'
import { languageNames } from '../names.ts'
import type { Challenge, JoinPage } from '../shapes.ts'
import { useSpeech } from '../speech.ts'
import { Confirm } from './Confirm.tsx'
import { EnterCode } from './EnterCode.tsx'
import { JoinForm } from './JoinForm.tsx'
import { Recover } from './Recover.tsx'

/** What is going on: joining, finding a lost card, or typing the code that was sent. */
export type Step =
  | { at: 'join' }
  | { at: 'recover' }
  | { at: 'here'; challenge: Challenge; address: string; known: boolean }

/** Joining a business, on one screen: the card that she would get, two fields, one button. */
export function JoinApp({
  page: sent,
  onLanguage,
}: {
  page: JoinPage
  onLanguage: (language: Language) => void
}) {
  const speech = useSpeech()
  const { say, language } = speech
  const ask = useMemo(() => asker(language), [language])
  const [page, setPage] = useState(sent)
  const [step, setStep] = useState<Step>({ at: 'join' })
  const confirming = /^#(con_[0-9a-f]{32})\.([a-z2-7]{32})$/.exec(location.hash)
  useEffect(() => {
    // In another language than the page was sent in, the shop's own words change, too.
    if (language === (document.documentElement.dataset.sent ?? language)) {
      document.documentElement.dataset.sent = language
      return
    }
    ask<JoinPage>('GET', `/join/${sent.business.id}`).then(setPage, () => undefined)
  }, [ask, language, sent.business.id])
  const open = (token: string) => location.assign(`/card/${token}`)
  return (
    <main className={`${css.alone} ${css.join}`} style={paintOf(page.look)}>
      {confirming ? (
        <Confirm page={page} ask={ask} consent={confirming[1]!} secret={confirming[2]!} />
      ) : (
        <>
          {step.at === 'join' && <Face page={page} />}
          {step.at === 'join' && <JoinForm page={page} ask={ask} onStep={setStep} onOpen={open} />}
          {step.at === 'recover' && <Recover page={page} ask={ask} onStep={setStep} />}
          {step.at === 'here' && (
            <EnterCode step={step} page={page} ask={ask} onStep={setStep} onOpen={open} />
          )}
        </>
      )}
      <footer className={css.foot}>
        {step.at === 'join' && !confirming && (
          <button type="button" className={css.link} onClick={() => setStep({ at: 'recover' })}>
            {say('join.have')}
          </button>
        )}
        <select
          aria-label={say('language')}
          value={language}
          onChange={(event) => onLanguage(event.currentTarget.value as Language)}
        >
          {languages.map((one) => (
            <option key={one} value={one} lang={one}>
              {languageNames[one]}
            </option>
          ))}
        </select>
      </footer>
    </main>
  )
}

/** The card as it would be in her hand a moment from now. */
function Face({ page: { look, business, stampCard } }: { page: JoinPage }) {
  const { say } = useSpeech()
  return (
    <CardFace
      look={look}
      business={business.name}
      demo={business.demo ? say('demo') : undefined}
      stamps={stampCard ?? undefined}
      sentence={say('join.title')}
      small={say('join.sub')}
      words={{
        show: say('show'),
        code: say('code'),
        ...(stampCard && { stamps: say('stamped', { has: stampCard.has, size: stampCard.size }) }),
      }}
    />
  )
}
