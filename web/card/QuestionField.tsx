import { Field } from './parts.tsx'
import type { Answer, Question } from './shapes.ts'
import { useSpeech } from './speech.ts'

interface Props {
  question: Question
  answer: Answer | null | undefined
  fault?: string | undefined
  onAnswer: (answer: Answer | null) => void
}

/** One of the owner's questions, asked as its kind wants. */
export function QuestionField({ question, answer, fault, onAnswer }: Props) {
  const { say } = useSpeech()
  const { type, label, choices, required } = question
  const shown = answer === null || answer === undefined ? '' : String(answer)
  if (type === 'choice' || type === 'boolean') {
    const options =
      type === 'choice'
        ? choices.map(({ key, label: text }) => [key, text] as const)
        : ([
            ['true', say('me.yes')],
            ['false', say('me.no')],
          ] as const)
    const read = (text: string) => (text === '' ? null : type === 'boolean' ? text === 'true' : text)
    return (
      <Field label={label} fault={fault}>
        {(ids) => (
          <select
            {...ids}
            required={required}
            value={shown}
            onChange={(event) => onAnswer(read(event.currentTarget.value))}
          >
            <option value="">{say('join.choose')}</option>
            {options.map(([key, text]) => (
              <option key={key} value={key}>
                {text}
              </option>
            ))}
          </select>
        )}
      </Field>
    )
  }
  const kinds: Record<string, string> = { number: 'number', date: 'date' }
  const read = (text: string) => (text === '' ? null : type === 'number' ? Number(text) : text)
  return (
    <Field label={label} fault={fault}>
      {(ids) => (
        <input
          {...ids}
          type={kinds[type] ?? 'text'}
          step="any"
          maxLength={1000}
          required={required}
          value={shown}
          onChange={(event) => onAnswer(read(event.currentTarget.value))}
        />
      )}
    </Field>
  )
}
