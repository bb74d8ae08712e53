import { ActionIcon, Button } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ask, Problem } from '../../api/api.ts'
import { programmeInForce, type Version } from '../../api/offering.ts'
import { Fault } from '../../ui/Told.tsx'
import { useUndo } from '../../ui/Undo.tsx'
import { type Say, useWords, type Word } from '../../ui/words.tsx'
import { Changes } from './Changes.tsx'
import styles from './programme.module.css'
import type { Editor } from './useProgramme.ts'
import { words } from './words/words.ts'

/** What would change, and putting it in force. It is there only while something would. */
export function SaveBar({ editor }: { editor: Editor }) {
  const { say, language } = useWords(words)
  const queries = useQueryClient()
  const offer = useUndo()
  const bar = useRef<HTMLElement>(null)
  useRoomFor(bar, editor.changed)
  const { draft, inForce, changes, refused } = editor
  const save = useMutation({
    mutationFn: () =>
      ask<Version>('PUT', '/api/v1/programme', { document: draft!.document, expected: draft!.base }),
    async onSuccess(version) {
      const before = inForce!
      queries.setQueryData(programmeInForce(language).queryKey, version)
      editor.drop()
      await queries.invalidateQueries({ queryKey: ['programme'] })
      offer({
        done: say('saved', { number: version.number }),
        undo: async () => {
          await ask('PUT', '/api/v1/programme', { document: before.document, expected: version.number })
          await queries.invalidateQueries({ queryKey: ['programme'] })
        },
      })
    },
    onError: () => queries.invalidateQueries(programmeInForce(language)),
  })
  if (!editor.changed || !draft || !inForce) return null
  const behind = draft.base < inForce.number
  const conflict = save.error instanceof Problem && save.error.code === 'programme.changed'
  const drop = () => {
    const back = editor.drop()
    offer({ done: say('dropped'), undo: back })
  }
  return (
    <section className={styles.bar} aria-label={say('changes')} ref={bar}>
      {behind ? (
        <p className={styles.meanwhile} role="alert">
          {say('meanwhile', { number: inForce.number, name: inForce.by?.name ?? say('somebody') })}
        </p>
      ) : null}
      {changes ? <Changes changes={changes} /> : null}
      {refused?.code === 'programme.invalid' ? <p className={styles.wrong}>{say('not_yet_right')}</p> : null}
      <Fault error={conflict ? null : save.error} />
      <div className={styles.barActs}>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={say('undo')}
          disabled={!editor.undo}
          onClick={() => editor.undo?.()}
        >
          <IconArrowBackUp size={20} stroke={1.75} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={say('redo')}
          disabled={!editor.redo}
          onClick={() => editor.redo?.()}
        >
          <IconArrowForwardUp size={20} stroke={1.75} aria-hidden="true" />
        </ActionIcon>
        <Button variant="default" onClick={drop}>
          {say('drop')}
        </Button>
        {behind ? (
          <Button onClick={() => editor.rebase(inForce.number)}>{say('go_on')}</Button>
        ) : (
          <Button
            className={styles.save!}
            loading={save.isPending}
            disabled={refused !== null || !editor.settled}
            onClick={() => save.mutate()}
          >
            {nameOfSave(changes, say)}
          </Button>
        )}
      </div>
    </section>
  )
}

/** Saving is named by what it does: by the one sentence that comes or goes, or by how many do. */
function nameOfSave(changes: Editor['changes'], say: Say<keyof typeof words.en | Word>): string {
  const { come = [], gone = [] } = changes ?? {}
  const [only] = come
  if (come.length === 1 && only) return say('save_one', { sentence: only })
  const [left] = gone
  if (come.length === 0 && gone.length === 1 && left) return say('save_without', { sentence: left })
  const count = Math.max(come.length, gone.length)
  return count === 0 ? say('save') : say('save_many', { count })
}

/** The bar covers nothing: the page ends above it. */
function useRoomFor(bar: React.RefObject<HTMLElement | null>, shown: boolean): void {
  useEffect(() => {
    const main = bar.current?.closest('main')
    if (!main || !shown) return
    const watch = new ResizeObserver(() => {
      main.style.paddingBottom = `${(bar.current?.offsetHeight ?? 0) + 48}px`
    })
    watch.observe(bar.current!)
    return () => {
      watch.disconnect()
      main.style.paddingBottom = ''
    }
  }, [bar, shown])
}
