import { type FormEvent, useState } from 'react'
import { type Asker, Problem } from '../asking.ts'
import css from '../card.module.css'
import { Field, Told, wordsOfFault } from '../parts.tsx'
import type { JoinPage } from '../shapes.ts'
import { useSpeech } from '../speech.ts'
import type { Step } from './JoinApp.tsx'

interface Props {
  step: Extract<Step, { at: 'here' }>
  page: JoinPage
  ask: Asker
  onStep: (step: Step) => void
  onOpen: (token: string) => void
}

/** Who is here already, or has lost her card: the code from the mail opens it, or the counter helps. */
export function EnterCode({ step, page, ask, onStep, onOpen }: Props) {
  const speech = useSpeech()
  const { say } = speech
  const { challenge, address, known } = step
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<unknown>()
  const open = async (event: FormEvent) => {
    event.preventDefault()
    try {
      const body = { challenge: challenge.challenge, code: code.replace(/\D/g, '') }
      const { token } = await ask<{ token: string }>('POST', `/join/${page.business.id}/recover/code`, body)
      onOpen(token)
    } catch (error) {
      setProblem(error)
    }
  }
  const fault = problem instanceof Problem ? problem.about('code') : undefined
  return (
    <form onSubmit={open} noValidate>
      <h1>{say(known ? 'here.title' : 'recover.title')}</h1>
      <p className={css.shop}>{page.business.name}</p>
      {challenge.how === 'counter' ? (
        <p>{say('here.counter')}</p>
      ) : (
        <>
          <p>{say('code.sent', { address })}</p>
          <Field label={say('code.label')} fault={fault}>
            {(ids) => (
              <input
                {...ids}
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={12}
                value={code}
                onInput={(event) => setCode(event.currentTarget.value)}
              />
            )}
          </Field>
          {problem !== undefined && !fault && <Told>{wordsOfFault(problem, speech)}</Told>}
          <button type="submit" className={css.main}>
            {say('code.do')}
          </button>
        </>
      )}
      <button type="button" className={css.link} onClick={() => onStep({ at: 'join' })}>
        {say('recover.back')}
      </button>
    </form>
  )
}
