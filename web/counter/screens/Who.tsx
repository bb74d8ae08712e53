import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Problem } from '../../api/api.ts'
import { useWords } from '../../ui/words.tsx'
import type { Leaf, Regular, Scanned } from '../api.ts'
import { About } from '../parts/About.tsx'
import { Approval, type ApprovalNeed, approvalNeeded } from '../parts/Approval.tsx'
import { Keys } from '../parts/Keys.tsx'
import { Pay } from '../parts/Pay.tsx'
import { StampRow } from '../parts/StampRow.tsx'
import { Top, type TopProps } from '../parts/Top.tsx'
import {
  amountOf,
  cardToShow,
  type Draft,
  emptyDraft,
  leafAfter,
  leafOfRegular,
  requestOf,
  typed,
} from '../sale.ts'
import { useScannedAway } from '../scan/handScanner.ts'
import { leafOf, putLeaf } from '../store/book.ts'
import { newKey } from '../store/keys.ts'
import { isOnline } from '../store/network.ts'
import { ring } from '../store/queue.ts'
import { styles } from '../styles/styles.ts'
import { useRegular } from '../who.ts'
import { words } from '../words/words.ts'
import type { DoneSale } from './Till.tsx'

interface Props extends TopProps {
  customerId: string | null
  how: Scanned['how']
  /** A voucher or gift card that was scanned. */
  code?: Scanned & { typed: string }
  notice: string | null
  onBack(): void
  onReceipts(): void
  onDone(sale: DoneSale): void
}

/** Who it is, and what she pays, on one screen: the top tells, the bottom acts. */
export function Who({ customerId, code, notice, onBack, onReceipts, onDone, ...top }: Props) {
  const { say } = useWords(words)
  const { desk } = top
  const { her, fault } = useRegular(customerId, desk)
  const [draft, setDraft] = useDraft(code)
  const cards = her?.stamps ?? (customerId ? [] : [])
  const card = cardToShow(cards)
  const selling = useSelling({ customerId, her, draft, card, desk, onDone })
  const change = useCallback((part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part })), [setDraft])
  const press = useCallback((key: string) => setDraft((now) => typed(now, key)), [setDraft])
  // What a scanner's first digits have typed before it was known to be one goes again.
  useScannedAway(
    useCallback(
      (signs) =>
        setDraft((now) => ({ ...now, amountMinor: Math.floor(now.amountMinor / 10 ** Math.min(signs, 15)) })),
      [setDraft],
    ),
  )
  const able = amountOf(draft) > 0 || draft.gift !== null
  useAmountKeys({ off: selling.need !== null, press, enter: () => able && selling.sell(), back: onBack })
  return (
    <main className={styles.who}>
      <div className={styles.tells}>
        <Top {...top} onBack={onBack} />
        <About her={her} known={customerId !== null} desk={desk} onReceipts={onReceipts} />
        {her && card ? <StampRow card={card} small /> : null}
      </div>
      <div className={styles.acts}>
        {her && card ? (
          <div className={styles.onlyWide}>
            <StampRow card={card} said />
          </div>
        ) : null}
        {notice || fault ? (
          <p className={styles.notice} role="alert">
            {notice === 'offline' || fault === 'offline' ? say('code.offline') : (notice ?? fault)}
          </p>
        ) : null}
        <Pay
          her={her}
          desk={desk}
          draft={draft}
          card={card}
          change={change}
          error={selling.error}
          busy={selling.busy}
          onRing={selling.sell}
          request={requestOf(draft, { customerId, desk, card })}
          keys={<Keys onKey={press} plus />}
        />
      </div>
      {selling.need ? (
        <Approval
          desk={desk}
          need={selling.need}
          onClose={() => selling.setNeed(null)}
          onGiven={(approval) => selling.sell(approval)}
        />
      ) : null}
    </main>
  )
}

function useDraft(code: (Scanned & { typed: string }) | undefined) {
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  useEffect(() => {
    if (!code) return
    setDraft((now) =>
      code.kind === 'gift_card'
        ? { ...now, giftCard: { code: code.typed, balanceMinor: code.balanceMinor ?? 0 } }
        : { ...now, gift: { code: code.typed, name: code.name ?? code.typed } },
    )
  }, [code])
  return [draft, setDraft] as const
}

interface Selling {
  customerId: string | null
  her: Regular | null
  draft: Draft
  card: Regular['stamps'][number] | undefined
  desk: TopProps['desk']
  onDone(sale: DoneSale): void
}

/** Rings up once per intent: the key is made with the draft and lives until the draft is another. */
function useSelling({ customerId, her, draft, card, desk, onDone }: Selling) {
  const { say } = useWords(words)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [need, setNeed] = useState<ApprovalNeed | null>(null)
  const key = useMemo(() => (draft ? newKey() : ''), [draft])
  const running = useRef(false)
  const sell = async (approval?: string) => {
    if (running.current) return
    if (!isOnline() && !mayWait(draft, desk)) return setError(new Problem(0, 'gift', say('gift.offline')))
    running.current = true
    setBusy(true)
    setError(null)
    setNeed(null)
    const amountMinor = amountOf(draft)
    const leaf = her ? leafOfRegular(her, leafOf(her.id)) : null
    try {
      const request = {
        ...requestOf(draft, { customerId, desk, card }),
        occurredAt: new Date().toISOString(),
      }
      const told = { name: leaf ? leaf.greeting || say('nameless') : null, amountMinor, stamps: 0 }
      const rung = await ring({ key, request, told, ...(approval ? { approval } : {}) })
      if (leaf)
        await putLeaf(rung.waits ? leafAfter(leaf, card, draft, desk.points) : answered(leaf, rung.answer))
      const near = her?.datesNear.find(
        ({ kind, inDays }) => kind !== 'date' && kind !== 'household' && inDays >= 0 && inDays <= 2,
      )
      onDone({
        ...{
          leaf,
          draft,
          amountMinor,
          congratulate: (near?.kind as 'birthday' | 'nameDay' | undefined) ?? null,
        },
        answer: rung.waits ? null : rung.answer,
        seq: rung.waits ? rung.seq : null,
      })
    } catch (problem) {
      const needed = approvalNeeded(problem, { customerId, amount: draft.points })
      if (needed) setNeed(needed)
      else setError(problem)
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { error, busy, need, setNeed, sell }
}

/** Without network only what can't be spent twice goes on: earning, and points up to the shop's own small limit. */
function mayWait({ gift, giftCard, points }: Draft, { settings, points: terms }: TopProps['desk']): boolean {
  if (gift || giftCard) return false
  if (points === 0) return true
  const spend = terms?.spend
  return (
    spend !== null &&
    spend !== undefined &&
    (points * spend.minor) / spend.points <= settings.offlineRedeemMinor
  )
}

function answered(
  leaf: Leaf,
  { balances, stamps }: { balances: Record<string, number>; stamps: { unit: string; stamps: number }[] },
): Leaf {
  return {
    ...leaf,
    points: balances.points ?? leaf.points,
    stamps: { ...leaf.stamps, ...Object.fromEntries(stamps.map((one) => [one.unit, one.stamps])) },
    visits: leaf.visits + 1,
    lastDay: new Date().toISOString().slice(0, 10),
  }
}

function useAmountKeys({
  off,
  press,
  enter,
  back,
}: {
  off: boolean
  press(key: string): void
  enter(): void
  back(): void
}): void {
  useEffect(() => {
    if (off) return
    const listen = (event: KeyboardEvent) => {
      const { key, target } = event
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return
      if (key === 'Escape') back()
      else if (key === 'Enter' && !(target instanceof HTMLButtonElement)) enter()
      else if (/^[\d+]$/.test(key) || key === 'Backspace') press(key)
      else return
      event.preventDefault()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  })
}
