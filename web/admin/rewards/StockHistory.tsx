import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask, Problem } from '../../api/api.ts'
import { pagesOf, type Reward } from '../../api/rewards.ts'
import { useFormats } from '../../ui/format.ts'
import { NumberField } from '../../ui/inputs/inputs.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useSelf } from '../seat.ts'
import styles from './rewards.module.css'
import { useSaying } from './saying.tsx'

interface Entry {
  id: string
  at: string
  before: number | null
  after: number | null
  reason: string | null
  by: { kind: string; name: string | null }
}

/** Counting the stock anew, and who counted it before. */
export function StockHistory({ reward }: { reward: Reward }) {
  const { say } = useSaying()
  const { may } = useSelf()
  const { moment, number } = useFormats()
  const pages = useInfiniteQuery(pagesOf<Entry>(`/api/v1/rewards/${reward.id}/stock`))
  const entries = pages.data?.pages.flatMap(({ items }) => items) ?? []
  const said = (count: number | null) => (count === null ? say('stock.unlimited') : number(count))
  return (
    <section className={styles.history}>
      <h3>{say('stock.title')}</h3>
      {may('rewards:write') ? <Recount key={reward.stock} reward={reward} /> : null}
      <ul>
        {entries.map(({ id, at, before, after, reason, by }) => (
          <li key={id}>
            <b>
              {said(before)} → {said(after)}
            </b>{' '}
            {reason}
            <small>
              {moment(at)}
              {by.name ? ` · ${by.name}` : ''}
            </small>
          </li>
        ))}
      </ul>
      {pages.hasNextPage ? (
        <Button variant="default" onClick={() => pages.fetchNextPage()}>
          {say('more')}
        </Button>
      ) : null}
    </section>
  )
}

function Recount({ reward: { id, stock } }: { reward: Reward }) {
  const { say } = useSaying()
  const queries = useQueryClient()
  const [counted, setCounted] = useState<number | undefined>(stock ?? undefined)
  const [key] = useState(() => crypto.randomUUID())
  const count = useMutation({
    mutationFn: () =>
      ask(
        'POST',
        `/api/v1/rewards/${id}/stock`,
        { stock: counted ?? null, reason: say('stock.counted') },
        key,
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['rewards'] }),
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    count.mutate()
  }
  return (
    <form onSubmit={submit} className={styles.recount}>
      <NumberField
        label={say('stock.now')}
        name="stock"
        optional
        value={counted}
        onChange={setCounted}
        error={count.error instanceof Problem ? count.error.about('stock') : undefined}
      />
      <Button type="submit" variant="light" loading={count.isPending} disabled={(counted ?? null) === stock}>
        {say('stock.count')}
      </Button>
      <Fault error={count.error} fields={['stock']} />
    </form>
  )
}
