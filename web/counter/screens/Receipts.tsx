import { useCallback, useEffect, useState } from 'react'
import { useFormats } from '../../ui/format.ts'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import type { Desk, Sold } from '../api.ts'
import { Shop } from '../parts/Top.tsx'
import { askTill } from '../store/asking.ts'
import { leafOf } from '../store/book.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'
import { Return } from './Return.tsx'

/** What was rung up here today, or by one customer; each can be taken back, in whole or by the piece. */
export function Receipts({
  desk,
  customerId,
  onBack,
}: {
  desk: Desk
  customerId: string | null
  onBack(): void
}) {
  const { say } = useWords(words)
  const { money, moment } = useFormats()
  const [items, setItems] = useState<Sold[] | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const [open, setOpen] = useState<Sold | null>(null)
  const read = useCallback(() => {
    const query = new URLSearchParams({ limit: '30', ...(customerId ? { customer: customerId } : {}) })
    askTill<{ items: Sold[] }>('GET', `/api/v1/purchases?${query}`)
      .then((page) => setItems(page.items))
      .catch(setFault)
  }, [customerId])
  useEffect(read, [read])
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !open) onBack()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [onBack, open])
  return (
    <main className={styles.list}>
      <Shop desk={desk} />
      <h1>{say(customerId ? 'receipts.hers' : 'receipts.title')}</h1>
      <Fault error={fault} />
      {items?.length === 0 ? <p>{say('receipts.none')}</p> : null}
      <ul>
        {(items ?? []).map((sold) => (
          <li key={sold.id} data-refused={sold.fullyReturned || undefined}>
            <p>
              <strong>{(sold.customerId && leafOf(sold.customerId)?.name) || say('without_card')}</strong>
              <small>{[moment(sold.occurredAt), linesOf(sold)].filter(Boolean).join(' · ')}</small>
            </p>
            <b>{sold.fullyReturned ? <s>{money(sold.total)}</s> : money(sold.total - sold.returned)}</b>
            {sold.fullyReturned ? (
              <small>{say('receipts.back')}</small>
            ) : (
              <button type="button" onClick={() => setOpen(sold)}>
                {say('return')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <div className={`${styles.thumb} ${styles.listEnd}`}>
        <button type="button" onClick={onBack}>
          {say('back')}
        </button>
      </div>
      {open ? (
        <Return
          desk={desk}
          sold={open}
          onClose={() => {
            setOpen(null)
            read()
          }}
        />
      ) : null}
    </main>
  )
}

function linesOf({ lines }: Sold): string {
  return lines
    .flatMap(({ name, quantity }) => (name ? [quantity > 1 ? `${quantity} ${name}` : name] : []))
    .join(', ')
}
