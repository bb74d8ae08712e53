import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../api/api.ts'
import { pagesOf, type Redemption } from '../../api/rewards.ts'
import { Ending } from '../../ui/Ending.tsx'
import { useFormats } from '../../ui/format.ts'
import list from '../../ui/list.module.css'
import { PageHead } from '../../ui/PageHead.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useUndo } from '../../ui/Undo.tsx'
import { useSelf } from '../seat.ts'
import { More } from './More.tsx'
import styles from './rewards.module.css'
import { useSaying } from './saying.tsx'
import { Views } from './Views.tsx'

const states = ['reserved', 'fulfilled', 'cancelled', 'expired'] as const

/** What was redeemed: held, handed out, called off. */
export function RedemptionsPage() {
  const { say } = useSaying()
  const [state, setState] = useState<(typeof states)[number]>('reserved')
  const pages = useInfiniteQuery(pagesOf<Redemption>(`/api/v1/redemptions?state=${state}`))
  const items = pages.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <PageHead
        title={say('redemptions.title')}
        lead={say('redemptions.lead')}
        above={
          <Link to="/rewards" className={styles.back}>
            <IconArrowLeft size={18} stroke={1.75} aria-hidden="true" />
            {say('rewards.title')}
          </Link>
        }
      />
      <Views
        label={say('which')}
        views={states}
        labelOf={(value) => say(`redemption.${value}`)}
        value={state}
        onChange={setState}
      />
      <Fault error={pages.error} />
      <ul className={list.panel}>
        {items?.map((redemption) => (
          <Row key={redemption.id} redemption={redemption} />
        ))}
        {items?.length === 0 ? <li className={list.empty}>{say('redemptions.none')}</li> : null}
      </ul>
      <More pages={pages} />
    </>
  )
}

function Row({ redemption }: { redemption: Redemption }) {
  const { say, nameOf } = useSaying()
  const { may } = useSelf()
  const { moment, near } = useFormats()
  const queries = useQueryClient()
  const offer = useUndo()
  const { id, state, customerId, customerName, expiresAt, madeAt, closedAt } = redemption
  const act = useMutation({
    mutationFn: (what: 'fulfil' | 'cancel') => ask('POST', `/api/v1/redemptions/${id}/${what}`),
    onSuccess(_, what) {
      offer({
        done: say(`done.${what}`, { name: nameOf(redemption.name) }),
        // A gift handed out by mistake can be called off by who may adjust points; what was called off is reserved anew
        // by the customer.
        ...(what === 'fulfil' && may('points:adjust') && { undo: () => act.mutate('cancel') }),
      })
      return queries.invalidateQueries({ queryKey: ['redemptions'] })
    },
  })
  const held = state === 'reserved'
  return (
    <li className={list.row}>
      <div className={list.what}>
        <b>{nameOf(redemption.name)}</b>
        <small>
          <Link to="/customers/$id" params={{ id: customerId }}>
            {customerName || say('nameless')}
          </Link>
          {' · '}
          {held && expiresAt ? say('held_until', { day: near(expiresAt) }) : moment(closedAt ?? madeAt)}
        </small>
        <Fault error={act.error} />
      </div>
      {may('redemptions:write') ? (
        <div className={list.acts}>
          {held ? (
            <Button variant="light" loading={act.isPending} onClick={() => act.mutate('fulfil')}>
              {say('fulfil')}
            </Button>
          ) : null}
          {held || (state === 'fulfilled' && may('points:adjust')) ? (
            <Ending
              label={say('cancel')}
              meaning={say('cancel.means')}
              pending={act.isPending}
              onEnd={() => act.mutate('cancel')}
            />
          ) : null}
        </div>
      ) : null}
    </li>
  )
}
