import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../../api/api.ts'
import type { Page } from '../../../api/customers.ts'
import { useFormats } from '../../../ui/format.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useUndo } from '../../../ui/Undo.tsx'
import { useWords } from '../../../ui/words.tsx'
import { useSelf } from '../../seat.ts'
import { words } from '../words/words.ts'
import styles from './profile.module.css'

interface Note {
  id: string
  text: string | null
  at: string
}

/** What staff noted, the newest first. A note taken away can be had back for ten seconds. */
export function Notes({ id }: { id: string }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const { may } = useSelf()
  const queries = useQueryClient()
  const undo = useUndo()
  const path = `/api/v1/customers/${id}/notes`
  const { data, error } = useQuery({
    queryKey: ['customers', id, 'notes'],
    queryFn: async () =>
      (await ask<Page<Note>>('GET', `${path}?limit=50`)).items.filter(({ text }) => text !== null),
  })
  const refresh = () => queries.invalidateQueries({ queryKey: ['customers', id] })
  const remove = useMutation({
    mutationFn: (note: Note) => ask('DELETE', `${path}/${note.id}`),
    onSuccess: async (_, note) => {
      undo({
        done: say('note.removed'),
        undo: () => ask('POST', path, { text: note.text }, `again ${note.id}`).then(refresh),
      })
      await refresh()
    },
  })
  return (
    <section className={styles.part}>
      <h3>{say('note.title')}</h3>
      <Fault error={error ?? remove.error} />
      {data?.length === 0 ? <p className={styles.quiet}>{say('note.none')}</p> : null}
      <ul className={styles.rows}>
        {data?.map((note) => (
          <li key={note.id}>
            <span>
              {note.text}
              <small>{formats.near(note.at)}</small>
            </span>
            {may('customers:write') ? (
              <ActionIcon
                variant="subtle"
                size={36}
                aria-label={say('note.remove', { what: note.text ?? '' })}
                onClick={() => remove.mutate(note)}
              >
                <IconX size={18} stroke={1.75} aria-hidden="true" />
              </ActionIcon>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
