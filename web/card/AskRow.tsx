import { type FormEvent, useState } from 'react'
import { type Asker, Problem } from './asking.ts'
import css from './card.module.css'
import { Icon } from './Icon.tsx'
import { Sheet, Told, wordsOfFault } from './parts.tsx'
import { QuestionField } from './QuestionField.tsx'
import type { Answer, CardState } from './shapes.ts'
import { useSpeech } from './speech.ts'

type Asks = NonNullable<CardState['asks']>

/** The owner's questions, later than at joining: with what answering brings, and without a word where she will not. */
export function AskRow({ asks, ask, refresh }: { asks: Asks; ask: Asker; refresh: () => Promise<void> }) {
  const speech = useSpeech()
  const { say } = speech
  const [open, setOpen] = useState(false)
  const { gift, questions } = asks
  const title = say('join.questions', { n: questions.length })
  return (
    <section className={css.row}>
      <span className={css.sign}>
        <Icon of="me" />
      </span>
      <div>
        <h2 className={css.title}>{title}</h2>
        <p>{say('join.questions.gift', { gift: speech.count(gift.kind, gift.count, gift.words) })}</p>
      </div>
      <button type="button" className={css.take} onClick={() => setOpen(true)}>
        {say('asks.do')}
      </button>
      {open && (
        <Asking
          asks={asks}
          ask={ask}
          onClose={() => {
            setOpen(false)
            void refresh()
          }}
        />
      )}
    </section>
  )
}

function Asking({ asks, ask, onClose }: { asks: Asks; ask: Asker; onClose: () => void }) {
  const speech = useSpeech()
  const { say } = speech
  const { gift, questions } = asks
  const [answers, setAnswers] = useState<Record<string, Answer | null>>({})
  const [problem, setProblem] = useState<unknown>()
  const [state, setState] = useState<'asking' | 'sending' | 'done'>('asking')
  const given = Object.entries(answers).filter(([, answer]) => answer !== null && answer !== '')
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (given.length === 0) return
    setState('sending')
    try {
      // Sent twice it is answered twice and thanked once: the server sees to that.
      await ask('PATCH', '/card/me', { attributes: Object.fromEntries(given) })
      setState('done')
    } catch (error) {
      setProblem(error)
      setState('asking')
    }
  }
  const title = say('join.questions', { n: questions.length })
  if (state === 'done')
    return (
      <Sheet label={title} onClose={onClose}>
        <Told good>{say('asks.thanks', { gift: speech.count(gift.kind, gift.count, gift.words) })}</Told>
        <button type="button" className={css.main} onClick={onClose}>
          {say('close')}
        </button>
      </Sheet>
    )
  const faultOf = (key: string) =>
    problem instanceof Problem ? problem.about(`attributes.${key}`) : undefined
  const placed = questions.some(({ key }) => faultOf(key))
  return (
    <Sheet label={title} onClose={onClose}>
      <h2>{title}</h2>
      <form onSubmit={send} noValidate>
        {questions.map((question) => (
          <QuestionField
            key={question.key}
            question={question}
            answer={answers[question.key]}
            fault={faultOf(question.key)}
            onAnswer={(answer) => setAnswers((before) => ({ ...before, [question.key]: answer }))}
          />
        ))}
        {problem !== undefined && !placed && <Told>{wordsOfFault(problem, speech)}</Told>}
        <div className={css.acts}>
          <button type="button" className={css.quiet} onClick={onClose}>
            {say('close')}
          </button>
          <button type="submit" className={css.main} disabled={given.length === 0 || state === 'sending'}>
            {say('me.save')}
          </button>
        </div>
      </form>
    </Sheet>
  )
}
