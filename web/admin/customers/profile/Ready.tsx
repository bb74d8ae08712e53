import { Button } from '@mantine/core'
import { IconGift, IconTicket } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Redemption, reservedFor, type Voucher, vouchersOf } from '../../../api/accounts.ts'
import { ask } from '../../../api/api.ts'
import { useFormats } from '../../../ui/format.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useUndo } from '../../../ui/Undo.tsx'
import { useWords } from '../../../ui/words.tsx'
import { useSelf } from '../../seat.ts'
import { inWords } from '../saying.ts'
import { words } from '../words/words.ts'
import styles from './profile.module.css'

/** What is ready for her: rewards that are held, vouchers that she may use. */
export function Ready({ id }: { id: string }) {
  const { say } = useWords(words)
  const held = useQuery(reservedFor(id))
  const vouchers = useQuery(vouchersOf(id))
  const none = held.data?.length === 0 && vouchers.data?.length === 0
  return (
    <section className={styles.part}>
      <h3>{say('ready.title')}</h3>
      <Fault error={held.error ?? vouchers.error} />
      {none ? <p className={styles.quiet}>{say('ready.none')}</p> : null}
      {held.data?.length || vouchers.data?.length ? (
        <ul className={`${styles.rows} ${styles.panel}`}>
          {held.data?.map((one) => (
            <Held key={one.id} id={id} held={one} />
          ))}
          {vouchers.data?.map((one) => (
            <Waits key={one.id} id={id} voucher={one} />
          ))}
        </ul>
      ) : null}
    </section>
  )
}

function Held({ id, held }: { id: string; held: Redemption }) {
  const { say, language } = useWords(words)
  const formats = useFormats()
  const { may } = useSelf()
  const queries = useQueryClient()
  const undo = useUndo()
  const name = inWords(held.name, language)
  const refresh = () => queries.invalidateQueries({ queryKey: ['customers', id] })
  const act = useMutation({
    mutationFn: (deed: 'fulfil' | 'cancel') =>
      ask('POST', `/api/v1/redemptions/${held.id}/${deed}`, deed === 'fulfil' ? {} : undefined),
    onSuccess: async (_, deed) => {
      const done = say(deed === 'fulfil' ? 'ready.handed' : 'ready.called_off', { what: name })
      // Handed out by mistake: whoever may give points may call it off, and everything is as it was.
      if (deed === 'fulfil' && may('points:adjust')) {
        undo({ done, undo: () => ask('POST', `/api/v1/redemptions/${held.id}/cancel`).then(refresh) })
      } else undo({ done })
      await refresh()
    },
  })
  return (
    <li>
      <span>
        <IconGift size={18} stroke={1.75} aria-hidden="true" /> {name}
        <small>
          {held.expiresAt ? say('ready.held_until', { day: formats.moment(held.expiresAt) }) : null}
        </small>
      </span>
      {may('redemptions:write') ? (
        <>
          <Button
            size="compact-md"
            variant="light"
            loading={act.isPending}
            onClick={() => act.mutate('fulfil')}
          >
            {say('ready.hand')}
          </Button>
          <Button
            size="compact-md"
            variant="default"
            loading={act.isPending}
            onClick={() => act.mutate('cancel')}
          >
            {say('ready.call_off')}
          </Button>
        </>
      ) : null}
      <Fault error={act.error} />
    </li>
  )
}

function Waits({ id, voucher }: { id: string; voucher: Voucher }) {
  const { say, language } = useWords(words)
  const formats = useFormats()
  const { may } = useSelf()
  const queries = useQueryClient()
  const name = inWords(voucher.name, language) || voucher.benefit.text || say('ready.voucher')
  const undo = useUndo()
  const refresh = () => queries.invalidateQueries({ queryKey: ['customers', id] })
  const path = `/api/v1/vouchers/${voucher.id}`
  const stop = useMutation({
    mutationFn: () => ask('POST', `${path}/void`),
    onSuccess: async () => {
      undo({
        done: say('ready.stopped', { what: name }),
        undo: () => ask('POST', `${path}/restore`).then(refresh),
      })
      await refresh()
    },
  })
  return (
    <li>
      <span>
        <IconTicket size={18} stroke={1.75} aria-hidden="true" /> {name}
        <small>
          {voucher.validFrom && voucher.validFrom > new Date().toISOString()
            ? say('ready.from', { day: formats.near(voucher.validFrom) })
            : voucher.validUntil
              ? say('ready.until', { day: formats.near(voucher.validUntil) })
              : null}
        </small>
      </span>
      {may('rewards:write') ? (
        <Button size="compact-md" variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
          {say('ready.stop')}
        </Button>
      ) : null}
      <Fault error={stop.error} />
    </li>
  )
}
