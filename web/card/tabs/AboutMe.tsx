import { type FormEvent, useState } from 'react'
import { type Asker, Problem } from '../asking.ts'
import css from '../card.module.css'
import { LifeDay } from '../LifeDay.tsx'
import { Field, Told, wordsOfFault } from '../parts.tsx'
import { QuestionField } from '../QuestionField.tsx'
import type { Answer, Me } from '../shapes.ts'
import { useSpeech } from '../speech.ts'

interface Props {
  me: Me
  ask: Asker
  onMe: (me: Me) => void
  refresh: () => Promise<void>
}

/** What she may change of what is known about her. */
export function AboutMe({ me, ask, onMe, refresh }: Props) {
  const speech = useSpeech()
  const { say } = speech
  const [draft, setDraft] = useState(() => draftOf(me))
  const [answers, setAnswers] = useState<Record<string, Answer | null>>({})
  const [problem, setProblem] = useState<unknown>()
  const [saved, setSaved] = useState(false)
  const faultOf = (field: string) => (problem instanceof Problem ? problem.about(field) : undefined)
  const set = (field: keyof typeof draft) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget
    setSaved(false)
    setDraft((before) => ({ ...before, [field]: value }))
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    try {
      onMe(await ask<Me>('PATCH', '/card/me', changeOf(draft, answers)))
      setProblem(undefined)
      setSaved(true)
      void refresh()
    } catch (error) {
      setProblem(error)
    }
  }
  return (
    <section>
      <h2>{say('me.title')}</h2>
      <form onSubmit={save} noValidate>
        <Field label={say('me.name')} fault={faultOf('name')}>
          {(ids) => (
            <input {...ids} autoComplete="name" maxLength={200} value={draft.name} onInput={set('name')} />
          )}
        </Field>
        <Field label={say('me.nickname')} fault={faultOf('nickname')}>
          {(ids) => (
            <input
              {...ids}
              autoComplete="nickname"
              maxLength={100}
              value={draft.nickname}
              onInput={set('nickname')}
            />
          )}
        </Field>
        <LifeDay
          label={say('me.birthday')}
          day={draft.birthday}
          fault={faultOf('birthday')}
          onDay={(birthday) => {
            setSaved(false)
            setDraft((before) => ({ ...before, birthday }))
          }}
        />
        <Field label={say('me.preferences')} fault={faultOf('preferences')} hint={say('me.list')}>
          {(ids) => <input {...ids} maxLength={500} value={draft.preferences} onInput={set('preferences')} />}
        </Field>
        <Field label={say('me.dietary')} fault={faultOf('dietary')} hint={say('me.list')}>
          {(ids) => <input {...ids} maxLength={500} value={draft.dietary} onInput={set('dietary')} />}
        </Field>
        <Dates
          dates={draft.dates}
          faultOf={faultOf}
          onDates={(dates) => {
            setSaved(false)
            setDraft((before) => ({ ...before, dates }))
          }}
        />
        {me.questions.map((question) => (
          <QuestionField
            key={question.key}
            question={question}
            answer={question.key in answers ? answers[question.key] : question.answer}
            fault={faultOf(`attributes.${question.key}`)}
            onAnswer={(answer) => setAnswers((before) => ({ ...before, [question.key]: answer }))}
          />
        ))}
        {problem !== undefined && <Told>{wordsOfFault(problem, speech)}</Told>}
        {saved && <Told good>{say('me.saved')}</Told>}
        <button type="submit" className={css.main}>
          {say('me.save')}
        </button>
      </form>
    </section>
  )
}

interface DatesProps {
  dates: Me['dates']
  faultOf: (field: string) => string | undefined
  onDates: (dates: Me['dates']) => void
}

function Dates({ dates, faultOf, onDates }: DatesProps) {
  const { say } = useSpeech()
  const change = (at: number, part: Partial<Me['dates'][number]>) =>
    onDates(dates.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <fieldset className={css.dates}>
      <legend>{say('me.dates')}</legend>
      {dates.map((one, index) => (
        // Rows have no id of their own; they are neither sorted nor kept apart.
        <div key={String(index)}>
          <Field label={say('me.dates.what')}>
            {(ids) => (
              <input
                {...ids}
                maxLength={60}
                value={one.label}
                onInput={(event) => change(index, { label: event.currentTarget.value })}
              />
            )}
          </Field>
          <LifeDay
            label={say('me.dates.day')}
            day={one.date}
            fault={faultOf(`dates[${index}].date`)}
            onDay={(date) => change(index, { date })}
          />
          <button
            type="button"
            className={css.quiet}
            aria-label={say('me.dates.remove', { what: one.label })}
            onClick={() => onDates(dates.filter((_, at) => at !== index))}
          >
            ✕
          </button>
        </div>
      ))}
      <button
        type="button"
        className={css.quiet}
        onClick={() => onDates([...dates, { label: '', date: '' }])}
      >
        {say('me.dates.add')}
      </button>
    </fieldset>
  )
}

function draftOf(me: Me) {
  return {
    ...{ name: me.name, nickname: me.nickname ?? '', birthday: me.birthday ?? '' },
    ...{ preferences: me.preferences.join(', '), dietary: me.dietary.join(', '), dates: me.dates },
  }
}

function changeOf(draft: ReturnType<typeof draftOf>, answers: Record<string, Answer | null>) {
  const words = (text: string) =>
    text
      .split(/[,،，]/)
      .map((word) => word.trim())
      .filter(Boolean)
  return {
    name: draft.name.trim(),
    nickname: draft.nickname.trim() || null,
    birthday: draft.birthday || null,
    preferences: words(draft.preferences),
    dietary: words(draft.dietary),
    dates: draft.dates
      .filter(({ label, date }) => label.trim() && date)
      .map(({ label, date }) => ({ label: label.trim(), date })),
    ...(Object.keys(answers).length > 0 && { attributes: answers }),
  }
}
