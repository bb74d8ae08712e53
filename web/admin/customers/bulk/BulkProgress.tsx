import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../../api/api.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import styles from '../customers.module.css'
import { words } from '../words/words.ts'

interface BulkAction {
  id: string
  state: 'running' | 'done' | 'undoing' | 'undone'
  total: number
  waiting: number
  done: number
  refused: number
  undone: number
  kept: number
  refusals: { code: string; count: number }[]
}

const LOOK_MS = 400

/** How far what is done for many has come; and, once it is done, taking it back. */
export function BulkProgress({ id, onClose }: { id: string; onClose(): void }) {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const { data, error } = useQuery({
    queryKey: ['bulk', id],
    queryFn: async () => {
      const action = await ask<BulkAction>('GET', `/api/v1/bulk-actions/${id}`)
      if (action.state === 'done' || action.state === 'undone')
        await queries.invalidateQueries({ queryKey: ['customers'] })
      return action
    },
    refetchInterval: ({ state }) =>
      state.data && ['done', 'undone'].includes(state.data.state) ? false : LOOK_MS,
  })
  const undo = useMutation({
    mutationFn: () => ask<BulkAction>('POST', `/api/v1/bulk-actions/${id}/undo`),
    onSuccess: (action) => queries.setQueryData(['bulk', id], action),
    onSettled: () => queries.invalidateQueries({ queryKey: ['bulk', id] }),
  })
  if (!data) return <Fault error={error} />
  const over = data.state === 'done' || data.state === 'undone'
  return (
    <div className={styles.progress} role="status">
      <div className={styles.progressRow}>
        <span>{sentenceOf(data, say)}</span>
        <span className={styles.progressRow}>
          {data.state === 'done' && data.done > 0 ? (
            <Button variant="light" loading={undo.isPending} onClick={() => undo.mutate()}>
              {say('undo')}
            </Button>
          ) : null}
          {over ? (
            <Button variant="default" onClick={onClose}>
              {say('bulk.close')}
            </Button>
          ) : null}
        </span>
      </div>
      {over ? null : (
        <progress
          max={data.total}
          value={data.state === 'running' ? data.total - data.waiting : data.undone + data.kept}
          aria-label={sentenceOf(data, say)}
        />
      )}
      <Fault error={undo.error ?? error} />
    </div>
  )
}

type Saying = ReturnType<typeof useWords<keyof (typeof words)['en']>>['say']

function sentenceOf(
  { state, total, waiting, done, refused, undone, kept, refusals }: BulkAction,
  say: Saying,
): string {
  if (state === 'running') return say('bulk.running', { done: total - waiting, total })
  if (state === 'undoing') return say('bulk.undoing', { done: undone + kept, total })
  const parts =
    state === 'done'
      ? [
          say('bulk.done', { count: done }),
          refused > 0 && say('bulk.refused', { count: refused, why: whyOf(refusals, say) }),
        ]
      : [say('bulk.undone', { count: undone }), kept > 0 && say('bulk.kept', { count: kept })]
  return parts.filter(Boolean).join(' ')
}

const known: Readonly<Record<string, 'bulk.why.too_few' | 'bulk.why.erased' | 'bulk.why.answer'>> = {
  'points.too_few': 'bulk.why.too_few',
  'customer.erased': 'bulk.why.erased',
  'customer.attribute_wrong': 'bulk.why.answer',
  'customer.attribute_required': 'bulk.why.answer',
}

function whyOf(refusals: BulkAction['refusals'], say: Saying): string {
  return [...new Set(refusals.map(({ code }) => say(known[code] ?? 'bulk.why.other')))].join(', ')
}
