import { IconArrowRight, IconBasket, IconGift, IconRepeat, IconTicket } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { useFormats } from '../../ui/format.ts'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import type { Desk, Regular, SaleAnswer, SaleRequest, StampsNow } from '../api.ts'
import { amountOf, type Draft, partsOf, pointsChoice, pointsFor, stampsFor, tapped } from '../sale.ts'
import { askTill } from '../store/asking.ts'
import { useOnline } from '../store/network.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'
import { Money } from './Money.tsx'

const Basket = lazy(() => import('../screens/Basket.tsx').then(({ Basket }) => ({ default: Basket })))
const CodeSheet = lazy(() =>
  import('../screens/Sheets.tsx').then(({ CodeSheet }) => ({ default: CodeSheet })),
)

interface Props {
  her: Regular | null
  desk: Desk
  draft: Draft
  card: StampsNow | undefined
  change(part: Partial<Draft>): void
  error: unknown
  busy: boolean
  onRing(): void
  request: SaleRequest
  keys: ReactNode
}

/** What she pays: a gift asked for first, the amount, stamps and points, and one button that says what will happen. */
export function Pay({ her, desk, draft, card, change, error, busy, onRing, request, keys }: Props) {
  const { say } = useWords(words)
  const [sheet, setSheet] = useState<'basket' | 'code' | null>(null)
  const quote = useQuote(request, draft)
  const product = her && draft.basket.length === 0 ? tapped(card) : null
  const pieces = product && <Pieces name={product.name} draft={draft} change={change} />
  const tools = (
    <div className={styles.tools}>
      <button type="button" onClick={() => setSheet('basket')}>
        <IconBasket size={18} stroke={1.75} aria-hidden="true" />
        <span>
          {draft.basket.length > 0 ? say('basket.count', { count: draft.basket.length }) : say('basket')}
        </span>
      </button>
      <button type="button" onClick={() => setSheet('code')}>
        <IconTicket size={18} stroke={1.75} aria-hidden="true" />
        <span>{say('code')}</span>
      </button>
    </div>
  )
  return (
    <>
      <Gifts her={her} draft={draft} change={change} />
      <LastTime her={her} draft={draft} change={change} />
      <PointsToSpend her={her} desk={desk} draft={draft} change={change} />
      <div className={styles.amountRow}>
        <Amount draft={draft} quote={quote} />
        {pieces ?? tools}
      </div>
      {keys}
      <Fault error={quote.error ?? error} />
      <div className={styles.bottom}>
        {pieces ? tools : null}
        <button
          type="button"
          className={styles.main}
          disabled={busy || (amountOf(draft) === 0 && !draft.gift)}
          onClick={() => onRing()}
        >
          <span>
            {say('ring_up')}
            <span className={styles.mainKey} aria-hidden="true">
              Enter
            </span>
          </span>
          <Outcome her={her} desk={desk} draft={draft} card={card} answer={quote.answer} />
          <IconArrowRight size={22} stroke={1.75} aria-hidden="true" />
        </button>
      </div>
      <Suspense fallback={null}>
        {sheet === 'basket' ? (
          <Basket
            her={her}
            basket={draft.basket}
            onClose={() => setSheet(null)}
            onChange={(basket) => change({ basket })}
          />
        ) : null}
        {sheet === 'code' ? <CodeSheet draft={draft} onClose={() => setSheet(null)} change={change} /> : null}
      </Suspense>
    </>
  )
}

interface Quote {
  answer: SaleAnswer | null
  error: unknown
}
const PAUSE_MS = 250

/** What it would come to, asked while the amount is typed; nothing is written by it. */
function useQuote(request: SaleRequest, draft: Draft): Quote {
  const online = useOnline()
  const [quote, setQuote] = useState<Quote & { of: string }>({ answer: null, error: null, of: '' })
  const text = JSON.stringify(request)
  const wanted =
    online && amountOf(draft) > 0 && (request.customer !== undefined || request.redeem !== undefined)
  useEffect(() => {
    if (!wanted) return
    let over = false
    const timer = setTimeout(() => {
      askTill<SaleAnswer>('POST', '/api/v1/purchases/quote', JSON.parse(text)).then(
        (answer) => over || setQuote({ answer, error: null, of: text }),
        (error) => over || setQuote({ answer: null, error: error.status === 0 ? null : error, of: text }),
      )
    }, PAUSE_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [text, wanted])
  return wanted && quote.of === text ? quote : { answer: null, error: null }
}

function Amount({ draft, quote }: { draft: Draft; quote: Quote }) {
  const { say } = useWords(words)
  const { money } = useFormats()
  const amount = amountOf(draft)
  const toPay = quote.answer?.purchase.toPay
  return (
    <p className={styles.amount} data-empty={amount === 0 || undefined}>
      <output aria-label={say('amount')}>
        <Money minor={amount} />
      </output>
      {draft.parts.length > 0 && draft.basket.length === 0 ? (
        <span>
          {partsOf(draft)
            .map((part) => money(part))
            .join(' + ')}
        </span>
      ) : null}
      {toPay !== undefined && toPay !== amount ? (
        <span>{say('to_pay', { amount: money(toPay) })}</span>
      ) : null}
    </p>
  )
}

/** Regulars take what they took: the amount of last time is a tap, not four. */
function LastTime({ her, draft, change }: Pick<Props, 'her' | 'draft' | 'change'>) {
  const { say } = useWords(words)
  const { money } = useFormats()
  const amount = her?.last[0]?.total ?? 0
  if (amount === 0 || amountOf(draft) > 0 || draft.basket.length > 0) return null
  return (
    <button type="button" className={styles.again} onClick={() => change({ amountMinor: amount })}>
      <IconRepeat size={18} stroke={1.75} aria-hidden="true" />
      <span>{say('amount.again', { amount: money(amount) })}</span>
    </button>
  )
}

/** Pieces of what fills her card: a tap each. */
function Pieces({ name, draft, change }: Pick<Props, 'draft' | 'change'> & { name: string }) {
  const { say } = useWords(words)
  return (
    <fieldset className={styles.pieces}>
      <legend>{say('pieces', { product: name.split('|').at(-1)! })}</legend>
      {[0, 1, 2].map((count) => (
        <button
          key={count}
          type="button"
          aria-pressed={draft.pieces === count}
          onClick={() => change({ pieces: count })}
        >
          {count}
        </button>
      ))}
      <button
        type="button"
        aria-pressed={draft.pieces > 2}
        aria-label={say('pieces.more')}
        onClick={() => change({ pieces: Math.max(3, draft.pieces + 1) })}
      >
        {draft.pieces > 2 ? draft.pieces : '+'}
      </button>
    </fieldset>
  )
}

interface Choice {
  id: string
  name: string
  gift: NonNullable<Draft['gift']>
  /** Points or stamps it takes. */
  price: { points: number | null; stamps: number | null }
}

/** A gift that is ready: asked for before she pays. */
function Gifts({ her, draft, change }: Pick<Props, 'her' | 'draft' | 'change'>) {
  const { say } = useWords(words)
  const [all, setAll] = useState(false)
  const choices = her ? choicesOf(her, say('gift')) : []
  if (draft.gift)
    return (
      <div className={styles.gift} data-used="true">
        <IconGift size={22} stroke={1.75} aria-hidden="true" />
        <p>
          <strong>{draft.gift.name}</strong>
          <small>{say('gift.used')}</small>
        </p>
        <button type="button" onClick={() => change({ gift: null })}>
          {say('gift.leave')}
        </button>
      </div>
    )
  const shown = all ? choices : choices.slice(0, 1)
  return (
    <>
      {shown.map(({ id, name, gift, price }) => (
        <div key={id} className={styles.gift}>
          <IconGift size={22} stroke={1.75} aria-hidden="true" />
          <p>
            <strong>{say('gift.ready', { name })}</strong>
            <small>
              {price.points
                ? say('gift.for_points', { count: price.points })
                : price.stamps
                  ? say('gift.for_stamps', { count: price.stamps })
                  : say('gift.ask')}
            </small>
          </p>
          {choices.length > 1 && !all ? (
            <button type="button" data-quiet="true" onClick={() => setAll(true)}>
              {say('gift.more', { count: choices.length - 1 })}
            </button>
          ) : null}
          <button type="button" onClick={() => change({ gift })}>
            {say('gift.use')}
          </button>
        </div>
      ))}
    </>
  )
}

function choicesOf(her: Regular, nameless: string): Choice[] {
  const waiting = her.waiting.flatMap(({ id, name, code }) =>
    code
      ? [
          {
            id,
            name: name ?? nameless,
            gift: { code, name: name ?? nameless },
            price: { points: null, stamps: null },
          },
        ]
      : [],
  )
  const priced = her.rewards.map(({ id, name, points, stamps }) => ({
    ...{ id, name, gift: { rewardId: id, name }, price: { points, stamps } },
  }))
  return [...waiting, ...priced]
}

/** How many points she gives: her choice, within the programme's least, most and steps. */
function PointsToSpend({ her, desk, draft, change }: Pick<Props, 'her' | 'desk' | 'draft' | 'change'>) {
  const { say } = useWords(words)
  const { money, number } = useFormats()
  const mostMinor = useOnline() ? undefined : desk.settings.offlineRedeemMinor
  const choice = her?.points ? pointsChoice(desk.points, her.points.balance, { draft, mostMinor }) : null
  useEffect(() => {
    if (draft.points > 0 && (!choice || draft.points > choice.max)) change({ points: choice?.max ?? 0 })
  }, [draft.points, choice, change])
  if (!choice || !her?.points) return null
  const { min, max, step, minorOf } = choice
  if (draft.points === 0)
    return (
      <button type="button" className={styles.moreGifts} onClick={() => change({ points: max })}>
        {say('points.offer', { count: max, amount: money(minorOf(max)) })}
      </button>
    )
  const set = (points: number) => change({ points: points < min ? 0 : Math.min(max, points) })
  return (
    <div className={styles.pointsRow}>
      <button type="button" onClick={() => set(draft.points - step)} aria-label={say('points.less')}>
        −
      </button>
      <p>
        <strong>{say('points.spend', { count: draft.points })}</strong>
        <small>
          {say('points.worth', { amount: money(minorOf(draft.points)), balance: number(her.points.balance) })}
        </small>
      </p>
      <button
        type="button"
        onClick={() => set(draft.points + step)}
        disabled={draft.points + step > max}
        aria-label={say('points.more')}
      >
        +
      </button>
    </div>
  )
}

/** What the button will do, as far as it is known. */
function Outcome({
  her,
  desk,
  draft,
  card,
  answer,
}: Pick<Props, 'her' | 'desk' | 'draft' | 'card'> & { answer: SaleAnswer | null }) {
  const { say } = useWords(words)
  const { number } = useFormats()
  if (!her) return null
  if (card) {
    const brings = answer ? (answer.granted.stamps[card.unit.slice(7)] ?? 0) : stampsFor(card, draft)
    if (brings > 0)
      return <b>{say('stamps.from_to', { from: card.has, to: card.has + brings, size: card.size })}</b>
  }
  const points = answer ? answer.granted.points : pointsFor(desk.points, draft)
  return points > 0 ? <b>{say('points.plus', { count: number(points) })}</b> : null
}
