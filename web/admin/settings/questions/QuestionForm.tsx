import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../../api/api.ts'
import { type Question, questions, type Said } from '../../../api/customers.ts'
import { useFaults } from '../../../ui/fields.tsx'
import form from '../../../ui/form.module.css'
import list from '../../../ui/list.module.css'
import { Fault } from '../../../ui/Told.tsx'
import { languageNames, languages, useWords } from '../../../ui/words.tsx'
import styles from '../settings.module.css'
import { words } from '../words/words.ts'
import { freeKey } from './keys.ts'

interface Props {
  question: Question | undefined
  taken: readonly string[]
  position: number
  onClose(): void
}

const types = ['text', 'choice', 'boolean', 'number', 'date'] as const
/** What is typed in a row of choices has no name yet: the place that it was made in stands for it. */
type Choice = { key: string; labels: Said; row: number }

/** A question: how it is put in each language, what answers it takes, whether it is asked at joining. */
export function QuestionForm({ question, taken, position, onClose }: Props) {
  const { say, language } = useWords(words)
  const queries = useQueryClient()
  const [labels, setLabels] = useState<Said>(question?.labels ?? {})
  const [type, setType] = useState<Question['type']>(question?.type ?? 'text')
  const [choices, setChoices] = useState<Choice[]>(
    () => question?.choices.map((choice, row) => ({ ...choice, row })) ?? [],
  )
  const [atJoining, setAtJoining] = useState(question?.askedAtJoining ?? true)
  const [required, setRequired] = useState(question?.required ?? false)
  const own = labels[language] ?? labels.en ?? Object.values(labels)[0] ?? ''
  const said = choices.filter(({ labels: of }) => Object.values(of).some((text) => text?.trim()))
  const save = useMutation({
    mutationFn: () => {
      const key = question?.key ?? freeKey(labels.en || own, taken)
      const keys: string[] = []
      const named = said.map(({ key: kept, labels: of }) => {
        const choiceKey =
          kept || freeKey(of.en || Object.values(of)[0] || '', [...keys, ...said.map((c) => c.key)])
        keys.push(choiceKey)
        return { key: choiceKey, labels: trimmed(of) }
      })
      return ask('PUT', `/api/v1/attributes/${key}`, {
        ...{ type, labels: trimmed(labels), required, position, askedAtJoining: atJoining },
        choices: type === 'choice' ? named : [],
      })
    },
    onSuccess: async () => {
      await queries.invalidateQueries(questions)
      onClose()
    },
  })
  const faults = useFaults<'labels' | 'choices' | 'type'>(
    {
      labels: own.trim() === '' && ('questions.fault' as 'fault.name'),
      choices: type === 'choice' && said.length === 0 && ('questions.fault.choices' as 'fault.name'),
    },
    save.error,
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) save.mutate()
  }
  return (
    <form className={`${list.sheet} ${form.form}`} onSubmit={submit} noValidate>
      <fieldset className={form.group}>
        <legend>{say('questions.words')}</legend>
        <div className={form.pair}>
          {languages.map((code) => (
            <TextInput
              key={code}
              lang={code}
              label={languageNames[code]}
              value={labels[code] ?? ''}
              onChange={(event) => setLabels({ ...labels, [code]: event.currentTarget.value })}
              error={code === language && faults.of('labels') ? say('questions.fault') : undefined}
            />
          ))}
        </div>
      </fieldset>
      <Select
        label={say('questions.type')}
        data={types.map((value) => ({ value, label: say(`questions.type.${value}`) }))}
        value={type}
        disabled={question !== undefined}
        description={question ? say('questions.type.fixed') : undefined}
        onChange={(value) => value && setType(value as Question['type'])}
        error={faults.of('type')}
      />
      {type === 'choice' ? (
        <Choices choices={choices} onChange={setChoices} fault={Boolean(faults.of('choices'))} />
      ) : null}
      <Checkbox
        label={say('questions.ask')}
        checked={atJoining}
        onChange={(event) => setAtJoining(event.currentTarget.checked)}
      />
      <Checkbox
        label={say('questions.must')}
        checked={required}
        onChange={(event) => setRequired(event.currentTarget.checked)}
      />
      <Fault error={save.error} fields={['labels', 'choices', 'type']} />
      <div className={list.acts}>
        <Button type="submit" loading={save.isPending}>
          {say('save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {say('back')}
        </Button>
      </div>
    </form>
  )
}

interface ChoicesProps {
  choices: Choice[]
  onChange(choices: Choice[]): void
  fault: boolean
}

function Choices({ choices, onChange, fault }: ChoicesProps) {
  const { say, language } = useWords(words)
  const shown = choices.length > 0 ? choices : [{ key: '', labels: {}, row: 0 }]
  const next = Math.max(...shown.map(({ row }) => row)) + 1
  const put = (row: number, code: string, text: string) =>
    onChange(
      shown.map((one) => (one.row === row ? { ...one, labels: { ...one.labels, [code]: text } } : one)),
    )
  return (
    <fieldset className={form.group}>
      <legend>{say('questions.choices')}</legend>
      {shown.map(({ row, labels }, at) => (
        <div key={row} className={styles.choice}>
          {languages.map((code) => (
            <TextInput
              key={code}
              lang={code}
              aria-label={say('questions.choice', { number: at + 1, language: languageNames[code] })}
              placeholder={languageNames[code]}
              value={labels[code] ?? ''}
              onChange={(event) => put(row, code, event.currentTarget.value)}
              error={fault && at === 0 && code === language ? say('questions.fault.choices') : undefined}
            />
          ))}
          <Button
            variant="default"
            aria-label={say('questions.choice.remove', { number: at + 1 })}
            onClick={() => onChange(shown.filter((one) => one.row !== row))}
          >
            <IconTrash size={18} stroke={1.75} aria-hidden="true" />
          </Button>
        </div>
      ))}
      <div>
        <Button
          variant="light"
          leftSection={<IconPlus size={18} stroke={1.75} aria-hidden="true" />}
          onClick={() => onChange([...shown, { key: '', labels: {}, row: next }])}
        >
          {say('questions.choice.add')}
        </Button>
      </div>
    </fieldset>
  )
}

function trimmed(labels: Said): Said {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([code, text]) => (text?.trim() ? [[code, text.trim()]] : [])),
  )
}
