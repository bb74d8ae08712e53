import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useContext, useState } from 'react'
import { ask, Problem } from '../../../api/api.ts'
import type { GiftCard } from '../../../api/rewards.ts'
import form from '../../../ui/form.module.css'
import { ShopContext } from '../../../ui/format.ts'
import { ChoiceField } from '../../../ui/inputs/choices.tsx'
import { DayField, MoneyField } from '../../../ui/inputs/inputs.tsx'
import { Secret } from '../../../ui/Secret.tsx'
import { endOfDay } from '../../../ui/shopDay.ts'
import { Fault } from '../../../ui/Told.tsx'
import { SidePanel } from '../../customers/SidePanel.tsx'
import { useSaying } from '../saying.tsx'

/** Making a gift card: sold, or given by the house. It ends with its code, which is shown only now. */
export function NewGiftCard({ onClose }: { onClose(): void }) {
  const { say } = useSaying()
  const { timeZone } = useContext(ShopContext)
  const queries = useQueryClient()
  const [amountMinor, setAmount] = useState<number>()
  const [given, setGiven] = useState(false)
  const [until, setUntil] = useState<string>()
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const [key] = useState(() => crypto.randomUUID())
  const make = useMutation({
    mutationFn: () =>
      ask<GiftCard & { code: string | null }>(
        'POST',
        '/api/v1/gift-cards',
        {
          ...{ amountMinor, given },
          ...(until && { validUntil: endOfDay(until, timeZone) }),
          ...(note.trim() && { note: note.trim() }),
        },
        key,
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['gift-cards'] }),
  })
  const faultOf = (field: string) => (make.error instanceof Problem ? make.error.about(field) : undefined)
  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (amountMinor !== undefined) make.mutate()
  }
  const title = say('gift_cards.new')
  return (
    <SidePanel title={<h2>{title}</h2>} label={title} onClose={onClose}>
      {make.data?.code ? (
        <Secret lead={say('gift_cards.code')}>{make.data.code}</Secret>
      ) : (
        <form className={form.form} onSubmit={submit} noValidate>
          <MoneyField
            label={say('field.amountMinor')}
            name="amountMinor"
            value={amountMinor}
            onChange={setAmount}
            error={tried && amountMinor === undefined ? say('fault.amount') : faultOf('amountMinor')}
          />
          <ChoiceField
            label={say('given')}
            name="given"
            value={given ? 'given' : 'sold'}
            options={(['sold', 'given'] as const).map((one) => ({ value: one, label: say(`given.${one}`) }))}
            onChange={(how) => setGiven(how === 'given')}
          />
          <DayField
            label={say('field.until')}
            name="validUntil"
            optional
            value={until}
            onChange={setUntil}
            error={faultOf('validUntil')}
          />
          <TextInput
            label={say('field.note')}
            name="note"
            autoComplete="off"
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Fault error={make.error} fields={['amountMinor', 'validUntil']} />
          <Button type="submit" loading={make.isPending}>
            {say('gift_cards.make')}
          </Button>
        </form>
      )}
    </SidePanel>
  )
}
