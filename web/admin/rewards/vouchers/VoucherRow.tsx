import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../../api/api.ts'
import { pagesOf, type Voucher } from '../../../api/rewards.ts'
import { locations } from '../../../api/settings.ts'
import { useFormats } from '../../../ui/format.ts'
import list from '../../../ui/list.module.css'
import { Fault } from '../../../ui/Told.tsx'
import { useUndo } from '../../../ui/Undo.tsx'
import { useSelf } from '../../seat.ts'
import { More } from '../More.tsx'
import styles from '../rewards.module.css'
import { useSaying } from '../saying.tsx'

/** One voucher: what it is worth, whose it is, how often it was used; stopping it, and taking that back. */
export function VoucherRow({ voucher }: { voucher: Voucher }) {
  const { say, nameOf, worthOf } = useSaying()
  const { may } = useSelf()
  const { day, number } = useFormats()
  const queries = useQueryClient()
  const offer = useUndo()
  const [open, setOpen] = useState(false)
  const { id, code, name, benefit, uses, maxUses, validFrom, validUntil, voidedAt, recalledAt } = voucher
  const places = usePlaces(voucher.locations)
  const title = nameOf(name) || worthOf(benefit)
  const stop = useMutation({
    mutationFn: (what: 'void' | 'restore') => ask('POST', `/api/v1/vouchers/${id}/${what}`),
    onSuccess(_, what) {
      const back = what === 'void' ? 'restore' : 'void'
      offer({ done: say(`done.voucher.${what}`, { name: title }), undo: () => stop.mutate(back) })
      return queries.invalidateQueries({ queryKey: ['vouchers'] })
    },
  })
  const told = [
    code ?? say(`source.${voucher.source}`),
    name ? worthOf(benefit) : null,
    maxUses === 1 && uses === 0
      ? null
      : maxUses === null
        ? say('uses', { count: uses })
        : say('uses_of', { uses: number(uses), most: number(maxUses) }),
    validFrom && Date.parse(validFrom) > Date.now() && say('from', { day: day(validFrom) }),
    validUntil && say('until', { day: day(new Date(Date.parse(validUntil) - 1).toISOString()) }),
    recalledAt ? say('recalled') : voidedAt && say('voided'),
  ].filter(Boolean)
  return (
    <li className={list.row}>
      <div className={list.what}>
        <b>{title}</b>
        <small>{told.join(' · ')}</small>
        {voucher.customerId ? (
          <small>
            {say('voucher.for')}{' '}
            <Link to="/customers/$id" params={{ id: voucher.customerId }}>
              {voucher.customerName || say('nameless')}
            </Link>
          </small>
        ) : null}
        {places ? <small>{say('voucher.only_in', { places })}</small> : null}
        <Fault error={stop.error} />
      </div>
      <div className={list.acts}>
        {uses > 0 ? (
          <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
            {say('uses.show')}
          </Button>
        ) : null}
        {may('rewards:write') && !recalledAt ? (
          <Button
            variant="default"
            loading={stop.isPending}
            onClick={() => stop.mutate(voidedAt ? 'restore' : 'void')}
          >
            {say(voidedAt ? 'voucher.put_back' : 'voucher.stop')}
          </Button>
        ) : null}
      </div>
      {open ? <Uses id={id} /> : null}
    </li>
  )
}

/** What the places are called that something is tied to; nothing where it holds everywhere. */
export function usePlaces(ids: string[] | null): string {
  const { data = [] } = useQuery({ ...locations, enabled: ids !== null })
  if (ids === null) return ''
  // No browser joins words by “or” in all our languages.
  return ids.flatMap((id) => data.find((place) => place.id === id)?.name ?? []).join(', ')
}

interface Use {
  id: string
  at: string
  customerId: string | null
  customerName: string | null
  rolledBackAt: string | null
}

function Uses({ id }: { id: string }) {
  const { say } = useSaying()
  const { moment } = useFormats()
  const pages = useInfiniteQuery(pagesOf<Use>(`/api/v1/vouchers/${id}/uses`))
  const uses = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className={styles.uses}>
      <ul>
        {uses.map((use) => (
          <li key={use.id}>
            {moment(use.at)}
            {' · '}
            {use.customerId ? (
              <Link to="/customers/$id" params={{ id: use.customerId }}>
                {use.customerName || say('nameless')}
              </Link>
            ) : (
              say('walk_in')
            )}
            {use.rolledBackAt ? ` · ${say('rolled_back')}` : ''}
          </li>
        ))}
      </ul>
      <More pages={pages} />
    </div>
  )
}
