import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { ask, saveAs } from '../../../api/api.ts'
import { type Batch, pagesOf } from '../../../api/rewards.ts'
import { useFormats } from '../../../ui/format.ts'
import list from '../../../ui/list.module.css'
import { Fault } from '../../../ui/Told.tsx'
import { useUndo } from '../../../ui/Undo.tsx'
import { useSelf } from '../../seat.ts'
import { More } from '../More.tsx'
import { useSaying } from '../saying.tsx'
import { usePlaces } from './VoucherRow.tsx'

/** Vouchers that were made together: how many, how many were used, their codes, and stopping the rest. */
export function Batches() {
  const { say } = useSaying()
  const pages = useInfiniteQuery(pagesOf<Batch>('/api/v1/vouchers/batches'))
  const items = pages.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <Fault error={pages.error} />
      <ul className={list.panel}>
        {items?.map((batch) => (
          <BatchRow key={batch.batch} batch={batch} />
        ))}
        {items?.length === 0 ? <li className={list.empty}>{say('batches.none')}</li> : null}
      </ul>
      <More pages={pages} />
    </>
  )
}

function BatchRow({ batch }: { batch: Batch }) {
  const { say, nameOf, worthOf } = useSaying()
  const { may } = useSelf()
  const { moment } = useFormats()
  const queries = useQueryClient()
  const offer = useUndo()
  const { batch: id, name, benefit, note, made, used, voided, createdAt } = batch
  const places = usePlaces(batch.locations)
  const path = `/api/v1/vouchers/batches/${id}`
  const codes = useMutation({
    mutationFn: () => saveAs(`${path}/codes.csv`, `vouchers-${createdAt.slice(0, 10)}.csv`),
  })
  const stop = useMutation({
    mutationFn: (what: 'void' | 'restore') => ask<{ count: number }>('POST', `${path}/${what}`),
    onSuccess({ count }, what) {
      const back = what === 'void' ? 'restore' : 'void'
      offer({ done: say(`done.batch.${what}`, { count }), undo: () => stop.mutate(back) })
      return queries.invalidateQueries({ queryKey: ['vouchers'] })
    },
  })
  const left = made - used - voided
  return (
    <li className={list.row}>
      <div className={list.what}>
        <b>{nameOf(name) || worthOf(benefit)}</b>
        <small>
          {[moment(createdAt), say('batch.counts', { made, used, left }), note].filter(Boolean).join(' · ')}
        </small>
        {places ? <small>{say('voucher.only_in', { places })}</small> : null}
        <Fault error={codes.error ?? stop.error} />
      </div>
      {may('rewards:write') ? (
        <div className={list.acts}>
          <Button
            variant="light"
            loading={codes.isPending}
            leftSection={<IconDownload size={18} stroke={1.75} aria-hidden="true" />}
            onClick={() => codes.mutate()}
          >
            {say('batch.codes')}
          </Button>
          {left > 0 || voided > 0 ? (
            <Button
              variant="default"
              loading={stop.isPending}
              onClick={() => stop.mutate(left > 0 ? 'void' : 'restore')}
            >
              {say(left > 0 ? 'batch.stop' : 'batch.put_back')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </li>
  )
}
