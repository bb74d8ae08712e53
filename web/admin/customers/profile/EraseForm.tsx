import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ask } from '../../../api/api.ts'
import type { Customer } from '../../../api/customers.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useUndo } from '../../../ui/Undo.tsx'
import { useWords } from '../../../ui/words.tsx'
import { words } from '../words/words.ts'
import styles from './profile.module.css'

/** The one thing that can't be undone: what it means first, then the name typed, then it is done. */
export function EraseForm({ person, onClose }: { person: Customer; onClose(): void }) {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const undo = useUndo()
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const name = person.name || say('nameless')
  const same = typed.trim().toLocaleLowerCase() === name.toLocaleLowerCase()
  const erase = useMutation({
    mutationFn: () => ask('POST', `/api/v1/customers/${person.id}/erase`),
    onSuccess: async () => {
      undo({ done: say('erase.done', { name }) })
      await navigate({ to: '/customers' })
      queries.removeQueries({ queryKey: ['customers', person.id] })
      await queries.invalidateQueries({ queryKey: ['customers'] })
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (same) erase.mutate()
  }
  return (
    <form
      className={`${styles.form} ${styles.sheet}`}
      onSubmit={submit}
      noValidate
      aria-label={say('erase.title')}
    >
      <h2>{say('erase.title')}</h2>
      <p>{say('erase.meaning')}</p>
      <TextInput
        label={say('erase.type', { name })}
        autoComplete="off"
        ref={(field) => field?.focus()}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={tried && !same ? say('erase.differs') : undefined}
      />
      <Fault error={erase.error} />
      <div className={styles.formActs}>
        <Button type="submit" color="red" loading={erase.isPending}>
          {say('erase.do')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {say('erase.keep')}
        </Button>
      </div>
    </form>
  )
}
