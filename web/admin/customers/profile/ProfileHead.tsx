import { ActionIcon, Button, Menu, Textarea } from '@mantine/core'
import { IconArrowsJoin, IconDots, IconDownload, IconGift, IconNote, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ask, saveAs } from '../../../api/api.ts'
import type { Customer, CustomerRow, Rhythm } from '../../../api/customers.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { useFaults } from '../../../ui/fields.tsx'
import { useFormats } from '../../../ui/format.ts'
import { useIntent } from '../../../ui/intent.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useUndo } from '../../../ui/Undo.tsx'
import { useWords } from '../../../ui/words.tsx'
import { useSelf } from '../../seat.ts'
import { useProgrammeNames } from '../useProgrammeNames.ts'
import { words } from '../words/words.ts'
import { EraseForm } from './EraseForm.tsx'
import { GiveForm } from './GiveForm.tsx'
import styles from './profile.module.css'
import { whoSheIs } from './whoSheIs.ts'

export type HeadForm = 'note' | 'give' | 'erase' | null

interface Props {
  person: Customer
  row: CustomerRow | undefined
  year: Rhythm | undefined
  form: HeadForm
  onForm(form: HeadForm): void
}

/** Her name, who she is, and what can be done for her. */
export function ProfileHead({ person, row, year, form, onForm }: Props) {
  const { say } = useWords(words)
  const formats = useFormats()
  const { may } = useSelf()
  const { tierName, points, cards } = useProgrammeNames()
  const name = person.name || say('nameless')
  const tier = tierName(row?.tier ?? null)
  const canGive = may('points:adjust') && (points !== null || cards.length > 0)
  return (
    <>
      <header className={styles.head}>
        <Avatar name={name} size={64} />
        <div className={styles.who}>
          <h1>{name}</h1>
          {tier ? <span className={styles.tier}>{tier}</span> : null}
          <p>{year && row ? whoSheIs(year, row, say, formats) : null}</p>
        </div>
        <div className={styles.acts}>
          {may('customers:write') ? (
            <Button
              variant="default"
              leftSection={<IconNote size={20} stroke={1.75} aria-hidden="true" />}
              onClick={() => onForm('note')}
            >
              {say('bulk.note')}
            </Button>
          ) : null}
          {canGive ? (
            <Button
              leftSection={<IconGift size={20} stroke={1.75} aria-hidden="true" />}
              onClick={() => onForm('give')}
            >
              {say('give.title')}
            </Button>
          ) : null}
          <MoreMenu person={person} onErase={() => onForm('erase')} />
        </div>
      </header>
      {row?.duplicateOf ? (
        <p className={styles.near}>
          <Link to="/customers/duplicates" search={{ one: person.id, other: row.duplicateOf } as never}>
            {say('duplicate.suggestion')}
          </Link>
        </p>
      ) : null}
      {form === 'note' ? <NoteForm person={person} onClose={() => onForm(null)} /> : null}
      {form === 'give' ? <GiveForm person={person} onClose={() => onForm(null)} /> : null}
      {form === 'erase' ? <EraseForm person={person} onClose={() => onForm(null)} /> : null}
    </>
  )
}

function MoreMenu({ person, onErase }: { person: Customer; onErase(): void }) {
  const { say } = useWords(words)
  const { may } = useSelf()
  const navigate = useNavigate()
  const undo = useUndo()
  const copy = useMutation({
    mutationFn: () => saveAs(`/api/v1/customers/${person.id}/export`, `${person.id}.json`),
    onError: () => undo({ done: say('broken') }),
  })
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon variant="default" size={42} aria-label={say('more')}>
          <IconDots size={20} stroke={1.75} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {may('customers:write') ? (
          <Menu.Item
            leftSection={<IconArrowsJoin size={20} stroke={1.75} aria-hidden="true" />}
            onClick={() =>
              void navigate({ to: '/customers/duplicates', search: { one: person.id } as never })
            }
          >
            {say('merge.with')}
          </Menu.Item>
        ) : null}
        <Menu.Item
          leftSection={<IconDownload size={20} stroke={1.75} aria-hidden="true" />}
          onClick={() => copy.mutate()}
        >
          {say('data.download')}
        </Menu.Item>
        {may('customers:erase') ? (
          <Menu.Item leftSection={<IconTrash size={20} stroke={1.75} aria-hidden="true" />} onClick={onErase}>
            {say('erase.title')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  )
}

function NoteForm({ person, onClose }: { person: Customer; onClose(): void }) {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const intent = useIntent()
  const undo = useUndo()
  const [text, setText] = useState('')
  const path = `/api/v1/customers/${person.id}/notes`
  const refresh = () => queries.invalidateQueries({ queryKey: ['customers', person.id] })
  const add = useMutation({
    mutationFn: () => {
      const wish = { text: text.trim() }
      return ask<{ id: string }>('POST', path, wish, intent.keyFor(wish))
    },
    onSuccess: async ({ id }) => {
      intent.done()
      onClose()
      undo({
        done: say('note.added'),
        undo: () => ask('DELETE', `${path}/${id}`).then(refresh),
      })
      await refresh()
    },
  })
  const faults = useFaults<'text'>({ text: text.trim() === '' && 'fault.text' }, add.error)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (faults.right()) add.mutate()
  }
  return (
    <form className={`${styles.form} ${styles.sheet}`} onSubmit={submit} noValidate>
      <Textarea
        label={say('note.text')}
        autosize
        minRows={2}
        data-autofocus
        ref={(field) => field?.focus()}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={faults.of('text')}
      />
      <Fault error={add.error} fields={['text']} />
      <div className={styles.formActs}>
        <Button type="submit" loading={add.isPending}>
          {say('note.keep')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {say('back')}
        </Button>
      </div>
    </form>
  )
}
