import { type FormEvent, useState } from 'react'
import { type Asker, Problem } from '../asking.ts'
import css from '../card.module.css'
import { Field, Told, wordsOfFault } from '../parts.tsx'
import type { Challenge, JoinPage } from '../shapes.ts'
import { useSpeech } from '../speech.ts'
import type { Step } from './JoinApp.tsx'

/** A lost card: by a code to her own address, or at the counter. */
export function Recover({ page, ask, onStep }: { page: JoinPage; ask: Asker; onStep: (step: Step) => void }) {
  const speech = useSpeech()
  const { say } = speech
  const [email, setEmail] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (email.trim() === '')
      return setProblem(
        new Problem(0, '', say('join.reach.missing'), [
          { field: 'email', message: say('join.reach.missing') },
        ]),
      )
    try {
      const challenge = await ask<Challenge>('POST', `/join/${page.business.id}/recover`, {
        email: email.trim(),
      })
      onStep({ at: 'here', challenge, address: email.trim(), known: false })
    } catch (error) {
      setProblem(error)
    }
  }
  const fault = problem instanceof Problem ? problem.about('email') : undefined
  return (
    <form onSubmit={send} noValidate>
      <h1>{say('recover.title')}</h1>
      <p className={css.shop}>{page.business.name}</p>
      <Field label={say('recover.email')} fault={fault}>
        {(ids) => (
          <input
            {...ids}
            type="email"
            autoComplete="email"
            maxLength={320}
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        )}
      </Field>
      {problem !== undefined && !fault && <Told>{wordsOfFault(problem, speech)}</Told>}
      <button type="submit" className={css.main}>
        {say('recover.do')}
      </button>
      <p className={css.hint}>{say('recover.phone')}</p>
      <button type="button" className={css.link} onClick={() => onStep({ at: 'join' })}>
        {say('recover.back')}
      </button>
    </form>
  )
}
