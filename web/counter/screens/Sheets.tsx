import { type FormEvent, useEffect, useState } from 'react'
import { Qr } from '../../ui/card/Qr.tsx'
import { Done, Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import type { Regular, Scanned } from '../api.ts'
import { Sheet } from '../parts/Sheet.tsx'
import type { Draft } from '../sale.ts'
import { askTill } from '../store/asking.ts'
import { newKey } from '../store/keys.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

/** Something to remember about her. */
export function NoteSheet({ her, onClose }: { her: Regular; onClose(): void }) {
  const { say } = useWords(words)
  const [fault, setFault] = useState<unknown>(null)
  const [done, setDone] = useState(false)
  const [key] = useState(newKey)
  const keep = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = String(new FormData(event.currentTarget).get('text')).trim()
    if (!text) return
    setFault(null)
    await askTill('POST', `/api/v1/customers/${her.id}/notes`, { text }, { key: `${key}-${text.length}` })
      .then(() => {
        setDone(true)
        setTimeout(onClose, 900)
      })
      .catch(setFault)
  }
  return (
    <Sheet title={say('note.title', { name: her.greeting || say('nameless') })} onClose={onClose}>
      <form className={styles.form} onSubmit={keep}>
        <label>
          <span>{say('note.field')}</span>
          <textarea name="text" rows={3} maxLength={2000} required />
        </label>
        <Fault error={fault} />
        {done ? <Done>{say('note.kept')}</Done> : null}
        <button type="submit" className={styles.main} data-plain="true" disabled={done}>
          {say('note.keep')}
        </button>
      </form>
    </Sheet>
  )
}

/** Her card to take along: she points her phone at the screen. */
export function CardSheet({ her, onClose }: { her: Regular; onClose(): void }) {
  const { say } = useWords(words)
  const [link, setLink] = useState<string | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  useEffect(() => {
    askTill<{ url: string }>('POST', `/api/v1/customers/${her.id}/card-link`)
      .then(({ url }) => setLink(url))
      .catch(setFault)
  }, [her.id])
  return (
    <Sheet title={say('card.title', { name: her.greeting || say('nameless') })} onClose={onClose}>
      <Fault error={fault} />
      {link ? (
        <div className={styles.joinQr} data-large="true">
          <Qr text={link} label={say('card.lead')} />
          <p>{say('card.lead')}</p>
        </div>
      ) : null}
      {her.card ? <p className={styles.number}>{her.card.replace(/(.{6})(?=.)/g, '$1 ')}</p> : null}
    </Sheet>
  )
}

/** A voucher, a reserved reward or a gift card, by its code. */
export function CodeSheet({
  draft,
  onClose,
  change,
}: {
  draft: Draft
  onClose(): void
  change(part: Partial<Draft>): void
}) {
  const { say } = useWords(words)
  const [fault, setFault] = useState<unknown>(null)
  const [wrong, setWrong] = useState(false)
  const use = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('code')).trim()
    setFault(null)
    setWrong(false)
    try {
      const found = await askTill<Scanned>('POST', '/api/v1/counter/scan', { text: typed })
      if (found.kind === 'customer') return setWrong(true)
      change(
        found.kind === 'gift_card'
          ? { giftCard: { code: typed, balanceMinor: found.balanceMinor ?? 0 } }
          : { gift: { code: typed, name: found.name ?? typed } },
      )
      onClose()
    } catch (error) {
      setFault(error)
    }
  }
  return (
    <Sheet title={say('code.title')} onClose={onClose}>
      <form className={styles.form} onSubmit={use}>
        <label>
          <span>{say('code.field')}</span>
          <input name="code" autoComplete="off" autoCapitalize="characters" required maxLength={60} />
        </label>
        {wrong ? (
          <p className={styles.fieldFault} role="alert">
            {say('code.customer')}
          </p>
        ) : null}
        <Fault error={fault} />
        <button type="submit" className={styles.main} data-plain="true">
          {say('gift.use')}
        </button>
        {draft.giftCard ? (
          <button type="button" className={styles.quietWide} onClick={() => change({ giftCard: null })}>
            {say('code.no_gift_card')}
          </button>
        ) : null}
      </form>
    </Sheet>
  )
}
