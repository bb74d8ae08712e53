import { type FormEvent, useState } from 'react'
import { type Asker, newKey, Problem } from '../asking.ts'
import css from '../card.module.css'
import { Field, Told, wordsOfFault } from '../parts.tsx'
import { QuestionField } from '../QuestionField.tsx'
import type { Answer, Challenge, JoinPage } from '../shapes.ts'
import { type Speech, useSpeech } from '../speech.ts'
import type { Step } from './JoinApp.tsx'

interface Props {
  page: JoinPage
  ask: Asker
  onStep: (step: Step) => void
  onOpen: (token: string) => void
}

type Faults = Record<string, string>

/** Name, phone or e-mail, what she agrees to, the owner's questions if she likes, and a button that names its gift. */
export function JoinForm({ page, ask, onStep, onOpen }: Props) {
  const speech = useSpeech()
  const { say } = speech
  const [name, setName] = useState('')
  const [reach, setReach] = useState('')
  const [agrees, setAgrees] = useState<string[]>([])
  const [answers, setAnswers] = useState<Record<string, Answer | null>>({})
  const [faults, setFaults] = useState<Faults>({})
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const [key, setKey] = useState(newKey)
  const byMail = reach.includes('@')
  const change = <Value,>(set: (value: Value) => void) => {
    return (value: Value) => {
      set(value)
      setKey(newKey())
    }
  }
  const join = async (event: FormEvent) => {
    event.preventDefault()
    const missing = missingIn({ name, reach, answers, page }, speech)
    setFaults(missing)
    setProblem(undefined)
    if (Object.keys(missing).length > 0) return focusFirst(event.currentTarget as HTMLFormElement)
    setBusy(true)
    const body = {
      name: name.trim(),
      [byMail ? 'email' : 'phone']: reach.trim(),
      agrees,
      answers: Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== null)),
    }
    try {
      const told = await ask<{ token: string } | Challenge>('POST', `/join/${page.business.id}`, body, key)
      if ('token' in told) return onOpen(told.token)
      onStep({ at: 'here', challenge: told, address: reach.trim(), known: true })
    } catch (error) {
      setProblem(error)
      setFaults(faultsOf(error))
      setBusy(false)
    }
  }
  const gift = page.gifts.map((one) =>
    one.kind === 'reward' ? one.name : speech.count(one.kind, one.count, one.words),
  )
  const consents = page.consents[byMail ? 'email' : 'phone']
  return (
    <form onSubmit={join} noValidate>
      <h1 className={css.unseen}>
        {page.business.name}: {say('join.title')}
      </h1>
      <Field label={say('join.name')} fault={faults.name}>
        {(ids) => (
          <input
            {...ids}
            autoComplete="name"
            maxLength={200}
            value={name}
            onInput={(event) => change(setName)(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={say('join.reach')} fault={faults.reach}>
        {(ids) => (
          <input
            {...ids}
            inputMode={byMail ? 'email' : 'text'}
            autoComplete="tel"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={320}
            value={reach}
            onInput={(event) => change(setReach)(event.currentTarget.value)}
          />
        )}
      </Field>
      <Questions page={page} answers={answers} faults={faults} onAnswers={change(setAnswers)} />
      {consents.map(({ purpose, wording }) => (
        <label key={purpose} className={css.tick}>
          <input
            type="checkbox"
            checked={agrees.includes(purpose)}
            onChange={(event) =>
              change(setAgrees)(
                event.currentTarget.checked ? [...agrees, purpose] : agrees.filter((one) => one !== purpose),
              )
            }
          />
          <span>{wording}</span>
        </label>
      ))}
      {problem !== undefined && Object.keys(faults).length === 0 && (
        <Told>{wordsOfFault(problem, speech)}</Told>
      )}
      <button type="submit" className={css.main} disabled={busy}>
        {gift.length > 0 ? say('join.do.gift', { gift: gift.join(' + ') }) : say('join.do')}
      </button>
      <p className={css.hint}>{say('join.privacy')}</p>
    </form>
  )
}

interface QuestionsProps {
  page: JoinPage
  answers: Record<string, Answer | null>
  faults: Faults
  onAnswers: (answers: Record<string, Answer | null>) => void
}

/** What the owner would like to know: folded away where nothing of it must be answered. */
function Questions({ page: { questions, answersGift }, answers, faults, onAnswers }: QuestionsProps) {
  const speech = useSpeech()
  const { say } = speech
  if (questions.length === 0) return null
  const must = questions.some(({ required }) => required)
  return (
    <details open={must}>
      <summary>{say('join.questions', { n: questions.length })}</summary>
      {answersGift && (
        <p className={css.hint}>
          {say('join.questions.gift', {
            gift: speech.count(answersGift.kind, answersGift.count, answersGift.words),
          })}
        </p>
      )}
      {questions.map((question) => (
        <QuestionField
          key={question.key}
          question={question}
          answer={answers[question.key]}
          fault={faults[`answers.${question.key}`]}
          onAnswer={(answer) => onAnswers({ ...answers, [question.key]: answer })}
        />
      ))}
    </details>
  )
}

interface Filled {
  name: string
  reach: string
  answers: Record<string, Answer | null>
  page: JoinPage
}

function missingIn({ name, reach, answers, page }: Filled, { say }: Speech): Faults {
  return {
    ...(name.trim() === '' && { name: say('join.name.missing') }),
    ...(reach.trim() === '' && { reach: say('join.reach.missing') }),
    ...Object.fromEntries(
      page.questions
        .filter(({ key, required }) => required && (answers[key] ?? null) === null)
        .map(({ key }) => [`answers.${key}`, say('join.answer.missing')]),
    ),
  }
}

/** The server's faults at the fields of this form: a phone and an e-mail share one, answers are attributes inside. */
function faultsOf(error: unknown): Faults {
  if (!(error instanceof Problem)) return {}
  return Object.fromEntries(
    error.faults.map(({ field, message }) => {
      if (field === 'phone' || field === 'email') return ['reach', message]
      return [field.replace(/^attributes\./, 'answers.'), message]
    }),
  )
}

function focusFirst(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}
