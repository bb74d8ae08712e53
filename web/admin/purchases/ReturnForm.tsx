import { Button, NumberInput, TextInput } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../api/api.ts'
import type { ReturnAnswer, WholePurchase } from '../../api/purchases.ts'
import { useFormats } from '../../ui/format.ts'
import { useIntent } from '../../ui/intent.ts'
import { Fault } from '../../ui/Told.tsx'
import { useUndo } from '../../ui/Undo.tsx'
import { useWords } from '../../ui/words.tsx'
import frame from '../customers/customers.module.css'
import styles from './purchases.module.css'
import { lineName } from './saying.ts'
import { words } from './words/words.ts'

/** What comes back, line by line; and before it is done, what that gives back and takes back. */
export function ReturnForm({ bought, onClose }: { bought: WholePurchase; onClose(): void }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const queries = useQueryClient()
  const intent = useIntent()
  const undo = useUndo()
  const open = bought.lines.filter(({ quantity, returnedQuantity }) => returnedQuantity < quantity)
  const [wanted, setWanted] = useState<Record<number, number>>(() =>
    open.length === 1 ? { [open[0]!.line]: leftOf(open[0]!) } : {},
  )
  const [reason, setReason] = useState('')
  const path = `/api/v1/purchases/${bought.id}/returns`
  const lines = open.flatMap(({ line }) => (wanted[line] ? [{ line, quantity: wanted[line] }] : []))
  const quote = useQuery({
    queryKey: ['purchases', bought.id, 'quote', lines],
    queryFn: () => ask<ReturnAnswer>('POST', `${path}/quote`, { lines }),
    enabled: lines.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const take = useMutation({
    mutationFn: () => {
      const wish = { lines, ...(reason.trim() ? { reason: reason.trim() } : {}) }
      return ask<ReturnAnswer>('POST', path, wish, intent.keyFor(wish))
    },
    onSuccess: async ({ return: made }) => {
      intent.done()
      onClose()
      undo({ done: say('return.done', { money: formats.money(made.refund, bought.currency) }) })
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['purchases'] }),
        queries.invalidateQueries({ queryKey: ['customers'] }),
      ])
    },
  })
  const answer = lines.length > 0 ? quote.data : undefined
  function submit(event: FormEvent) {
    event.preventDefault()
    if (lines.length > 0) take.mutate()
  }
  return (
    <form className={frame.fields} onSubmit={submit} noValidate aria-label={say('return.open')}>
      <p>{say('return.lead')}</p>
      {open.map((line) => (
        <div key={line.line} className={styles.quantity}>
          <span>
            {lineName(line, say)}
            <small> {say('return.of', { what: formats.number(leftOf(line), 3) })}</small>
          </span>
          <NumberInput
            aria-label={say('return.how_many', { what: lineName(line, say) })}
            min={0}
            max={leftOf(line)}
            decimalScale={3}
            value={wanted[line.line] ?? 0}
            onChange={(value) => setWanted({ ...wanted, [line.line]: Number(value) })}
          />
        </div>
      ))}
      {open.length > 1 ? (
        <Button
          variant="light"
          onClick={() => setWanted(Object.fromEntries(open.map((line) => [line.line, leftOf(line)])))}
        >
          {say('return.all')}
        </Button>
      ) : null}
      <TextInput
        label={say('return.reason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {answer ? <Preview answer={answer} currency={bought.currency} /> : null}
      <Fault error={take.error ?? (lines.length > 0 ? quote.error : null)} />
      <Button type="submit" loading={take.isPending} disabled={lines.length === 0}>
        {answer
          ? say('return.do', { money: formats.money(answer.return.refund, bought.currency) })
          : say('return.open')}
      </Button>
      <Button variant="default" onClick={onClose}>
        {say('back')}
      </Button>
    </form>
  )
}

function leftOf({ quantity, returnedQuantity }: { quantity: number; returnedQuantity: number }): number {
  return Math.round((quantity - returnedQuantity) * 1000) / 1000
}

/** What the return will do, as the server says it. */
function Preview({ answer, currency }: { answer: ReturnAnswer; currency: string }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const { return: back, takenBack, givenBack } = answer
  const stamps = Object.values(takenBack.stamps).reduce((sum, count) => sum + count, 0)
  const points = givenBack.points ?? 0
  const lines = [
    say('preview.money', { money: formats.money(back.refund, currency) }),
    back.giftCardRefund > 0 &&
      say('preview.gift_card', { money: formats.money(back.giftCardRefund, currency) }),
    takenBack.points > 0 && say('preview.points', { count: takenBack.points }),
    stamps > 0 && say('preview.stamps', { count: stamps }),
    takenBack.writtenOff > 0 && say('preview.written_off', { count: takenBack.writtenOff }),
    points > 0 && say('preview.points_back', { count: points }),
  ].filter((line) => typeof line === 'string')
  return (
    <div className={styles.preview} role="status">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  )
}
