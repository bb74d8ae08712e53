import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask, Problem } from '../../../api/api.ts'
import { type Customer, questions } from '../../../api/customers.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useUndo } from '../../../ui/Undo.tsx'
import { useWords } from '../../../ui/words.tsx'
import { AnswerField } from '../bulk/MarkForm.tsx'
import { LanguageField } from '../LanguageField.tsx'
import { LifeDayField } from '../LifeDayField.tsx'
import { inWords } from '../saying.ts'
import { words } from '../words/words.ts'
import { changeOf, draftOf, type FactsDraft, undoOf } from './facts.ts'
import styles from './profile.module.css'

/** Her facts to be put right, in place. What was changed can be taken back. */
export function FactsForm({ person, onClose }: { person: Customer; onClose(): void }) {
  const { say, language } = useWords(words)
  const queries = useQueryClient()
  const undo = useUndo()
  const { data: asked = [] } = useQuery(questions)
  const [draft, setDraft] = useState(() => draftOf(person))
  const path = `/api/v1/customers/${person.id}`
  const refresh = () => queries.invalidateQueries({ queryKey: ['customers'] })
  const change = changeOf(person, draft, asked)
  const save = useMutation({
    mutationFn: () => ask<Customer>('PATCH', path, change),
    onSuccess: async () => {
      onClose()
      undo({
        done: say('facts.saved', { name: person.name || say('nameless') }),
        undo: () => ask('PATCH', path, undoOf(person, change)).then(refresh),
      })
      await refresh()
    },
  })
  const wrong = (field: string) =>
    save.error instanceof Problem
      ? save.error.faults.find((fault) => fault.field === field || fault.field.startsWith(`${field}[`))
          ?.message
      : undefined
  const set = (part: Partial<FactsDraft>) => setDraft((before) => ({ ...before, ...part }))
  const text = (field: 'givenName' | 'familyName' | 'nickname' | 'acquisition') => ({
    value: draft[field],
    onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }),
    error: wrong(field),
  })
  const lines = (field: 'preferences' | 'interests' | 'dietary' | 'household') => ({
    autosize: true,
    value: draft[field],
    onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }),
    error: wrong(field),
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (Object.keys(change).length === 0) onClose()
    else save.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-label={say('facts.title')}>
      <TextInput label={say('fact.family_name')} {...text('familyName')} />
      <TextInput label={say('fact.given_name')} {...text('givenName')} />
      <TextInput label={say('fact.nickname')} {...text('nickname')} />
      <LifeDayField
        label={say('fact.birthday')}
        value={draft.birthday}
        onChange={(birthday) => set({ birthday })}
        error={wrong('birthday')}
      />
      <LifeDayField
        label={say('fact.name_day')}
        withoutYear
        value={draft.nameDay}
        onChange={(nameDay) => set({ nameDay })}
        error={wrong('nameDay')}
      />
      <LanguageField
        value={draft.language}
        onChange={(value) => set({ language: value })}
        error={wrong('language')}
      />
      <TextInput label={say('fact.source')} {...text('acquisition')} />
      <Textarea label={say('fact.likes')} description={say('facts.a_line_each')} {...lines('preferences')} />
      <Textarea
        label={say('fact.interests')}
        description={say('facts.a_line_each')}
        {...lines('interests')}
      />
      <Textarea label={say('fact.diet')} description={say('facts.a_line_each')} {...lines('dietary')} />
      <Textarea
        label={say('fact.household')}
        description={say('facts.household.hint')}
        {...lines('household')}
      />
      {asked.map((question) => (
        <AnswerField
          key={question.key}
          question={question}
          label={inWords(question.labels, language)}
          value={draft.answers[question.key] ?? ''}
          onChange={(value) => set({ answers: { ...draft.answers, [question.key]: value } })}
          error={wrong(`attributes.${question.key}`)}
        />
      ))}
      <Fault error={save.error} fields={Object.keys(change)} />
      <div className={styles.formActs}>
        <Button type="submit" loading={save.isPending}>
          {say('facts.save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {say('back')}
        </Button>
      </div>
    </form>
  )
}
