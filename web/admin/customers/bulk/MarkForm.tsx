import { Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Question, questions } from '../../../api/customers.ts'
import { useWords } from '../../../ui/words.tsx'
import { inWords } from '../saying.ts'
import { words } from '../words/words.ts'
import { DeedForm, type FormProps, useStart } from './BulkPanel.tsx'

/** Where they came from, or an answer to one of the shop's own questions, the same for all. */
export function MarkForm(props: FormProps) {
  const { say, language } = useWords(words)
  const { data: asked = [] } = useQuery(questions)
  const [what, setWhat] = useState('source')
  const [value, setValue] = useState('')
  const start = useStart(props)
  const question = asked.find(({ key }) => key === what)
  const deed = question
    ? { kind: 'answer', key: question.key, value: valueFor(question, value) }
    : { kind: 'source', source: value.trim() || null }
  return (
    <DeedForm
      chosen={props.chosen}
      pending={start.isPending}
      error={start.error}
      fields={[]}
      onSubmit={() => start.mutate(deed)}
    >
      <Select
        label={say('mark.what')}
        data={[
          { value: 'source', label: say('field.source') },
          ...asked.map(({ key, labels }) => ({ value: key, label: inWords(labels, language) })),
        ]}
        value={what}
        onChange={(key) => {
          setWhat(key ?? 'source')
          setValue('')
        }}
      />
      <AnswerField question={question} value={value} onChange={setValue} label={say('mark.value')} />
      <small>{say('mark.empty')}</small>
    </DeedForm>
  )
}

function valueFor({ type }: Question, value: string): string | number | boolean | null {
  if (value.trim() === '') return null
  if (type === 'number') return Number(value)
  return type === 'boolean' ? value === 'true' : value.trim()
}

/** One field for an answer: chosen where there is something to choose. */
export function AnswerField({
  question,
  value,
  onChange,
  label,
  error,
}: {
  question: Question | undefined
  value: string
  onChange(value: string): void
  label: string
  error?: string | undefined
}) {
  const { say, language } = useWords(words)
  const { type = 'text', choices = [] } = question ?? {}
  if (type === 'boolean' || type === 'choice') {
    const data =
      type === 'boolean'
        ? [true, false].map((yes) => ({ value: String(yes), label: say(yes ? 'yes' : 'no') }))
        : choices.map((choice) => ({ value: choice.key, label: inWords(choice.labels, language) }))
    return (
      <Select
        label={label}
        clearable
        data={data}
        value={value || null}
        onChange={(next) => onChange(next ?? '')}
        error={error}
      />
    )
  }
  return (
    <TextInput
      label={label}
      type={type === 'date' ? 'date' : type === 'number' ? 'number' : 'text'}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  )
}
