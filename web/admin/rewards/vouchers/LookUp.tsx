import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../../api/api.ts'
import type { Benefit, GiftCard, LocalText } from '../../../api/rewards.ts'
import form from '../../../ui/form.module.css'
import { useFormats } from '../../../ui/format.ts'
import { Done, Fault } from '../../../ui/Told.tsx'
import { SidePanel } from '../../customers/SidePanel.tsx'
import { useSaying } from '../saying.tsx'

type Found = GiftCard | { id: string; name: LocalText | null; benefit: Benefit }

interface Props {
  kind: 'voucher' | 'giftCard'
  onClose(): void
  /** Where what was found can be opened. */
  onFound?(card: GiftCard): void
}

/** What a code is worth here and now, or why it is worth nothing. */
export function LookUp({ kind, onClose, onFound }: Props) {
  const { say, nameOf, worthOf } = useSaying()
  const { money } = useFormats()
  const [code, setCode] = useState('')
  const find = useMutation({
    mutationFn: () =>
      ask<Found>('POST', `/api/v1/${kind === 'voucher' ? 'vouchers' : 'gift-cards'}/look-up`, { code }),
    onSuccess(found) {
      if ('balanceMinor' in found) onFound?.(found)
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    if (code.trim()) find.mutate()
  }
  const { data } = find
  return (
    <SidePanel title={<h2>{say('code.find')}</h2>} label={say('code.find')} onClose={onClose}>
      <form className={form.form} onSubmit={submit}>
        <TextInput
          label={say('code.label')}
          name="code"
          autoComplete="off"
          autoCapitalize="characters"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Fault error={find.error} />
        <Button type="submit" loading={find.isPending}>
          {say('code.look')}
        </Button>
      </form>
      {data && 'benefit' in data ? (
        <Done>
          {nameOf(data.name) ? `${nameOf(data.name)}: ` : ''}
          {worthOf(data.benefit)}
        </Done>
      ) : null}
      {data && 'balanceMinor' in data ? (
        <Done>{say('gift_card.balance', { amount: money(data.balanceMinor, data.currency) })}</Done>
      ) : null}
    </SidePanel>
  )
}
