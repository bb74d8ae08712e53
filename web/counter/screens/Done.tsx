import { IconArrowBackUp, IconCheck } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useFormats } from '../../ui/format.ts'
import { sayIn } from '../../ui/messages.ts'
import { Fault } from '../../ui/Told.tsx'
import { type Language, useWords } from '../../ui/words.tsx'
import type { Desk, StampsNow } from '../api.ts'
import { Money } from '../parts/Money.tsx'
import { StampRow } from '../parts/StampRow.tsx'
import { Top, type TopProps } from '../parts/Top.tsx'
import { leafAfter } from '../sale.ts'
import { askTill } from '../store/asking.ts'
import { newKey } from '../store/keys.ts'
import { takeBack } from '../store/queue.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'
import type { DoneSale } from './Till.tsx'

const SHOWN_MS = 6_000

/** What happened, a sentence to say, and the next person, by itself; undoing while the bar lasts and later by receipt. */
export function Done({
  sale,
  onNext,
  tell,
  ...top
}: TopProps & { sale: DoneSale; onNext(): void; tell(said: string): void }) {
  const { say } = useWords(words)
  const [held, setHeld] = useState(false)
  const undo = useUndoing(sale)
  const card = cardNow(sale, top.desk)
  const toPay = sale.answer?.purchase.toPay ?? sale.amountMinor
  const happened = useHappened(sale, card)
  useEffect(() => {
    tell(happened)
  }, [happened, tell])
  useEffect(() => {
    if (held || undo.state !== 'none') return
    const timer = setTimeout(onNext, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [held, undo.state, onNext])
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'z' && (event.ctrlKey || event.metaKey)) void undo.run()
      else if (
        event.key === 'Escape' ||
        (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement))
      )
        onNext()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  })
  return (
    <main className={styles.done}>
      <Top {...top} />
      <div className={styles.doneWhat}>
        <span className={styles.tick} data-undone={undo.state === 'done' || undefined}>
          {undo.state === 'done' ? (
            <IconArrowBackUp size={40} stroke={1.75} aria-hidden="true" />
          ) : (
            <IconCheck size={44} stroke={2} aria-hidden="true" />
          )}
        </span>
        <h1>
          <Money minor={toPay} />
        </h1>
        <p>{undo.state === 'done' ? say('done.undone') : happened}</p>
        {card && undo.state !== 'done' ? <StampRow card={card} landed={card.landed} large /> : null}
        {undo.state === 'done' ? null : <Spoken sale={sale} card={card} desk={top.desk} />}
        <Prizes sale={sale} />
      </div>
      <div
        className={styles.doneActs}
        onPointerEnter={() => setHeld(true)}
        onPointerLeave={() => setHeld(false)}
      >
        <Fault error={undo.error} />
        <button type="button" className={styles.main} data-plain="true" onClick={onNext}>
          {say('next')}
        </button>
        {undo.state === 'done' || undo.state === 'cannot' ? null : (
          <button
            type="button"
            className={styles.undo}
            data-held={held || undo.state === 'busy' || undefined}
            disabled={undo.state === 'busy'}
            onFocus={() => setHeld(true)}
            onBlur={() => setHeld(false)}
            onClick={() => void undo.run()}
          >
            <IconArrowBackUp size={20} stroke={1.75} aria-hidden="true" />
            <span>{say('done.undo')}</span>
          </button>
        )}
        {undo.state === 'cannot' ? <p role="alert">{say('done.gone')}</p> : null}
      </div>
    </main>
  )
}

/** Takes the sale back: out of the queue while it waits here, else by a whole return. */
function useUndoing({ answer, seq }: DoneSale) {
  const { say } = useWords(words)
  const [state, setState] = useState<'none' | 'busy' | 'done' | 'cannot'>('none')
  const [error, setError] = useState<unknown>(null)
  const key = useRef(newKey())
  const reason = say('done.undo.reason')
  const run = async () => {
    if (state !== 'none') return
    setState('busy')
    try {
      if (seq !== null) setState((await takeBack(seq)) ? 'done' : 'cannot')
      else {
        const path = `/api/v1/purchases/${answer!.purchase.id}/returns`
        await askTill('POST', path, { all: true, reason }, { key: key.current })
        setState('done')
      }
    } catch (problem) {
      setError(problem)
      setState('none')
    }
  }
  return { state, error, run }
}

/** Her card as it is now, and how many stamps came. */
function cardNow({ answer, leaf, draft }: DoneSale, desk: Desk): (StampsNow & { landed: number }) | null {
  const [card] = desk.cards
  if (!card || !leaf) return null
  const before = leaf.stamps[card.unit] ?? 0
  if (!answer) {
    const after = leafAfter(leaf, card, draft, desk.points).stamps[card.unit] ?? 0
    return standing(card, after, Math.max(0, after - before))
  }
  const now = answer.stamps.find(({ unit }) => unit === card.unit)
  if (!now) return null
  const came = answer.granted.stamps[card.unit.slice(7)] ?? 0
  // A card that was filled just now is shown full: the new one is empty.
  const full = now.prizes.length > 0 && now.stamps < came
  return standing(card, full ? card.size : now.stamps, came)
}

function standing(card: StampsNow, has: number, landed: number): StampsNow & { landed: number } {
  const next = card.prizes.find(({ at }) => at > has)
  return { ...card, has, landed, next: next ? { ...next, missing: next.at - has } : null }
}

function useHappened(sale: DoneSale, card: StampsNow | null): string {
  const { say } = useWords(words)
  const { number } = useFormats()
  const { leaf, answer, draft } = sale
  const gift = draft.gift ? ` ${say('done.gift', { name: draft.gift.name })}` : ''
  if (!leaf) return `${say('done.sold')}${gift}`
  const name = leaf.greeting || say('nameless')
  if (card) return `${say('done.stamps', { name, has: card.has, size: card.size })}${gift}`
  const points = answer?.granted.points ?? 0
  if (points > 0)
    return `${say('done.points', { name, count: points, balance: number(answer?.balances.points ?? 0) })}${gift}`
  return `${say('done.name', { name })}${gift}`
}

/** A sentence to say, in the language of the shop: that is what is spoken over the counter. */
function Spoken({ sale, card, desk }: { sale: DoneSale; card: StampsNow | null; desk: Desk }) {
  const { say } = useWords(words)
  const { leaf, congratulate } = sale
  if (!leaf) return null
  const language = spokenIn(desk.business.language)
  const aloud = (word: keyof typeof words.en, params = {}) => sayIn(language, words[language][word], params)
  const name = leaf.greeting
  const sentences = [
    card?.next
      ? aloud('say.missing', {
          missing: card.next.missing,
          prize: card.prizes.find(({ at }) => at === card.next?.at)?.spoken ?? '',
        })
      : card && card.has >= card.size
        ? aloud('say.full')
        : aloud('say.thanks'),
    congratulate ? aloud(`say.${congratulate}`, { name }) : null,
  ]
  return (
    <div className={styles.spoken}>
      <small>{say('say')}</small>
      <p lang={language}>“{sentences.filter(Boolean).join(' ')}”</p>
    </div>
  )
}

function spokenIn(language: string): Language {
  return language in words ? (language as Language) : 'en'
}

/** Prizes that came just now, with the code that fetches each. */
function Prizes({ sale }: { sale: DoneSale }) {
  const { say } = useWords(words)
  const prizes = sale.answer?.stamps.flatMap((one) => one.prizes) ?? []
  return prizes.map(({ at, name }) => (
    <p key={`${at}${name}`} className={styles.prize}>
      {say('done.prize', { name })}
    </p>
  ))
}
