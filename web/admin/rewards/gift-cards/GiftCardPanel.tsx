import { Button, TextInput } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../../api/api.ts'
import { type GiftCard, pagesOf } from '../../../api/rewards.ts'
import { useFormats } from '../../../ui/format.ts'
import { MoneyField } from '../../../ui/inputs/inputs.tsx'
import { Fault } from '../../../ui/Told.tsx'
import { useUndo } from '../../../ui/Undo.tsx'
import { SidePanel } from '../../customers/SidePanel.tsx'
import { useSelf } from '../../seat.ts'
import { More } from '../More.tsx'
import styles from '../rewards.module.css'
import { useSaying } from '../saying.tsx'

type Reason =
  | ('purchase' | 'joining' | 'adjustment' | 'return' | 'redemption' | 'restore' | 'expiry' | 'completion')
  | ('merge' | 'sale' | 'payment' | 'refund' | 'import' | 'gift' | 'erasure')

interface Entry {
  id: string
  amountMinor: number
  state: 'posted' | 'pending' | 'voided'
  reason: Reason
  at: string
  note: string | null
}

/** One gift card: what is on it, everything that moved, money added, blocked and freed again. */
export function GiftCardPanel({ id, onClose }: { id: string; onClose(): void }) {
  const { say } = useSaying()
  const { may } = useSelf()
  const { money, moment, day } = useFormats()
  const path = `/api/v1/gift-cards/${id}`
  const { data: card, error } = useQuery({
    queryKey: ['gift-cards', 'one', id],
    queryFn: () => ask<GiftCard>('GET', path),
  })
  const pages = useInfiniteQuery(pagesOf<Entry>(`${path}/ledger`))
  const entries = pages.data?.pages.flatMap((page) => page.items) ?? []
  const title = card ? money(card.balanceMinor, card.currency) : say('gift_cards.title')
  return (
    <SidePanel
      title={
        <>
          <h2>{title}</h2>
          {card?.validUntil ? (
            <small>
              {say('until', { day: day(new Date(Date.parse(card.validUntil) - 1).toISOString()) })}
            </small>
          ) : null}
          {card?.blockedAt ? (
            <small>{say('blocked_because', { reason: card.blockedBecause ?? '' })}</small>
          ) : null}
        </>
      }
      label={say('gift_card.label')}
      onClose={onClose}
    >
      <Fault error={error ?? pages.error} />
      {card && may('rewards:write') ? (
        <>
          {card.blockedAt ? null : <TopUp key={card.balanceMinor} card={card} />}
          <Block card={card} />
        </>
      ) : null}
      <section className={styles.history}>
        <h3>{say('ledger')}</h3>
        <ul>
          {entries.map((entry) => (
            <li key={entry.id}>
              <b>
                {entry.amountMinor > 0 ? '+' : '−'}
                {money(Math.abs(entry.amountMinor), card?.currency)}
              </b>{' '}
              {say(`moved.${entry.reason}`)}
              {entry.state === 'voided' ? ` (${say('moved.voided')})` : ''}
              <small>
                {moment(entry.at)}
                {entry.note ? ` · ${entry.note}` : ''}
              </small>
            </li>
          ))}
        </ul>
        <More pages={pages} />
      </section>
    </SidePanel>
  )
}

function TopUp({ card: { id, currency } }: { card: GiftCard }) {
  const { say } = useSaying()
  const queries = useQueryClient()
  const [amountMinor, setAmount] = useState<number>()
  const [key] = useState(() => crypto.randomUUID())
  const add = useMutation({
    mutationFn: () => ask('POST', `/api/v1/gift-cards/${id}/top-ups`, { amountMinor }, key),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['gift-cards'] }),
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (amountMinor !== undefined) add.mutate()
  }
  return (
    <form className={styles.recount} onSubmit={submit}>
      <MoneyField
        label={say('top_up.amount')}
        name="topUp"
        currency={currency}
        optional
        value={amountMinor}
        onChange={setAmount}
      />
      <Button type="submit" variant="light" loading={add.isPending} disabled={amountMinor === undefined}>
        {say('top_up')}
      </Button>
      <Fault error={add.error} />
    </form>
  )
}

function Block({ card: { id, blockedAt } }: { card: GiftCard }) {
  const { say } = useSaying()
  const queries = useQueryClient()
  const offer = useUndo()
  const [reason, setReason] = useState('')
  const act = useMutation({
    mutationFn: ({ what, why }: { what: 'block' | 'unblock'; why: string }) =>
      ask('POST', `/api/v1/gift-cards/${id}/${what}`, { reason: why }),
    onSuccess(_, { what, why }) {
      const back = what === 'block' ? 'unblock' : 'block'
      offer({ done: say(`done.gift_card.${what}`), undo: () => act.mutate({ what: back, why }) })
      setReason('')
      return queries.invalidateQueries({ queryKey: ['gift-cards'] })
    },
  })
  const what = blockedAt ? 'unblock' : 'block'
  function submit(event: FormEvent) {
    event.preventDefault()
    if (reason.trim()) act.mutate({ what, why: reason.trim() })
  }
  return (
    <form className={styles.recount} onSubmit={submit}>
      <TextInput
        label={say(`gift_card.${what}.why`)}
        name="reason"
        autoComplete="off"
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={act.isPending} disabled={!reason.trim()}>
        {say(`gift_card.${what}`)}
      </Button>
      <Fault error={act.error} />
    </form>
  )
}
