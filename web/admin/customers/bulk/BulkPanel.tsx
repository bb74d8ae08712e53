import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ask } from '../../../api/api.ts'
import { useFaults } from '../../../ui/fields.tsx'
import { useIntent } from '../../../ui/intent.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { AdjustFields, type Adjusting, startAdjusting, unitsOf } from '../AdjustFields.tsx'
import styles from '../customers.module.css'
import { SidePanel } from '../SidePanel.tsx'
import { useProgrammeNames } from '../useProgrammeNames.ts'
import { words } from '../words/words.ts'
import { CarryPanel } from './CarryPanel.tsx'
import { MarkForm } from './MarkForm.tsx'
import type { Chosen } from './useChosen.ts'

export type BulkKind = 'adjust' | 'note' | 'mark' | 'carry'

interface Props {
  kind: BulkKind
  chosen: Chosen
  onClose(): void
  onStarted(id: string): void
}

/** What is to be done for all who are chosen; how many that is stands above the button. */
export function BulkPanel({ kind, chosen, onClose, onStarted }: Props) {
  const { say } = useWords(words)
  const title = say(`bulk.${kind}`)
  if (kind === 'carry') return <CarryPanel chosen={chosen} onClose={onClose} />
  const Form = { adjust: AdjustForm, note: NoteForm, mark: MarkForm }[kind]
  return (
    <SidePanel
      label={title}
      onClose={onClose}
      title={
        <>
          <h2>{title}</h2>
          <small>{say(chosen.about ? 'bulk.for.about' : 'bulk.for', { count: chosen.count })}</small>
        </>
      }
    >
      <Form chosen={chosen} onStarted={onStarted} />
    </SidePanel>
  )
}

export interface FormProps {
  chosen: Chosen
  onStarted(id: string): void
}

/** Starts a deed; the same deed for the same people is started once, however often it is tried. */
export function useStart({ chosen, onStarted }: FormProps) {
  const intent = useIntent()
  return useMutation({
    mutationFn: (deed: object) => {
      const wish = { whom: chosen.whom(), deed }
      return ask<{ id: string }>('POST', '/api/v1/bulk-actions', wish, intent.keyFor(wish))
    },
    onSuccess: ({ id }) => {
      intent.done()
      onStarted(id)
    },
  })
}

/** A form of the panel: its fields, what went wrong, and one button that says for how many. */
export function DeedForm({
  chosen,
  pending,
  error,
  fields,
  onSubmit,
  children,
}: {
  chosen: Chosen
  pending: boolean
  error: unknown
  fields: string[]
  onSubmit(): void
  children: ReactNode
}) {
  const { say } = useWords(words)
  function submit(event: FormEvent) {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form className={styles.fields} onSubmit={submit} noValidate>
      {children}
      <Fault error={error} fields={fields} />
      <Button type="submit" loading={pending}>
        {say(chosen.about ? 'bulk.do.about' : 'bulk.do', { count: chosen.count })}
      </Button>
      <small>{say('bulk.undoable')}</small>
    </form>
  )
}

function AdjustForm(props: FormProps) {
  const { say } = useWords(words)
  const { points, cards } = useProgrammeNames()
  const [wish, setWish] = useState<Adjusting>(() => startAdjusting(unitsOf(points, cards)))
  const start = useStart(props)
  const faults = useFaults<'deed.amount' | 'deed.reason'>(
    {
      'deed.amount': !wish.amount && 'fault.amount',
      'deed.reason': wish.reason.trim() === '' && 'fault.reason',
    },
    start.error,
  )
  return (
    <DeedForm
      chosen={props.chosen}
      pending={start.isPending}
      error={start.error}
      fields={['deed.amount', 'deed.reason']}
      onSubmit={() => {
        if (faults.right()) start.mutate({ kind: 'adjust', ...wish, reason: wish.reason.trim() })
      }}
    >
      <p>{say('bulk.adjust.lead')}</p>
      <AdjustFields
        wish={wish}
        onChange={setWish}
        faults={{ amount: faults.of('deed.amount'), reason: faults.of('deed.reason') }}
      />
    </DeedForm>
  )
}

function NoteForm(props: FormProps) {
  const { say } = useWords(words)
  const [text, setText] = useState('')
  const start = useStart(props)
  const faults = useFaults<'deed.text'>(
    { 'deed.text': text.trim() === '' && 'fault.text' } as never,
    start.error,
  )
  return (
    <DeedForm
      chosen={props.chosen}
      pending={start.isPending}
      error={start.error}
      fields={['deed.text']}
      onSubmit={() => {
        if (faults.right()) start.mutate({ kind: 'note', text: text.trim() })
      }}
    >
      <Textarea
        label={say('note.text')}
        autosize
        minRows={3}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={faults.of('deed.text')}
      />
    </DeedForm>
  )
}
