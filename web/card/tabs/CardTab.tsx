import { type ReactNode, useEffect, useState } from 'react'
import { CardFace } from '../../ui/card/CardFace.tsx'
import { AskRow } from '../AskRow.tsx'
import type { Asker } from '../asking.ts'
import css from '../card.module.css'
import { Icon } from '../Icon.tsx'
import { sawStamps, seenStamps } from '../kept.ts'
import { useLiveCode } from '../live.ts'
import { missingOf, OtherCard } from '../OtherCard.tsx'
import type { CardState, Waiting } from '../shapes.ts'
import { type Speech, useSpeech } from '../speech.ts'
import { TakeReward } from '../TakeReward.tsx'
import { WaitingRow } from '../WaitingRow.tsx'
import { WalletLine } from '../Wallets.tsx'

interface Props {
  state: CardState
  token: string
  ask: Asker
  refresh: () => Promise<void>
}

/** Her card as she would hold it, and below it what waits, the soonest end first. */
export function CardTab({ state, token, ask, refresh }: Props) {
  const speech = useSpeech()
  const { say } = speech
  const live = useLiveCode(state.live)
  const [landed] = useState(() => newStamps(state, token))
  useEffect(() => sawStamps(token, state), [token, state])
  const { text, small } = told(state, speech)
  const card = state.stampCards[0]
  const points = state.points
  return (
    <>
      <header className={css.hello}>
        <h1>{say('hello', { name: state.name })}</h1>
        <p>{say('hello.sub')}</p>
      </header>
      <CardFace
        look={state.look}
        business={state.business.name}
        called={state.stampCards.length > 1 ? card?.name : undefined}
        demo={state.business.demo ? say('demo') : undefined}
        stamps={card}
        landed={landed}
        points={
          points && !card
            ? {
                balance: speech.number(points.balance),
                unit: points.unit ? points.unit.many : say('point.unit'),
                share: points.next ? points.balance / points.next.at : undefined,
              }
            : undefined
        }
        sentence={text}
        small={small}
        qr={live ?? state.still}
        number={state.number}
        words={{
          show: say('show'),
          code: say('code'),
          ...(live && { fresh: say('fresh') }),
          ...(card && { stamps: say('stamped', { has: card.has, size: card.size }) }),
        }}
      >
        <ReadyNow state={state} ask={ask} refresh={refresh} />
      </CardFace>
      <Below state={state} token={token} ask={ask} refresh={refresh} />
    </>
  )
}

/** Stamps that came since she last looked land once; on the very first look they are simply there. */
function newStamps({ stampCards: [card] }: CardState, token: string): number {
  if (!card) return 0
  const seen = seenStamps(token, card.card)
  return seen === undefined || card.has < seen ? 0 : card.has - seen
}

/** The one sentence of what is missing, or what is there to take. */
function told(
  { stampCards: [card], points, waiting }: CardState,
  speech: Speech,
): { text: string; small?: string } {
  const { say } = speech
  if (card) {
    const small =
      card.keepUntil && card.has > 0 ? { small: say('card.keep', { day: speech.near(card.keepUntil) }) } : {}
    const prize = waiting.find(({ kind }) => kind === 'prize')
    if (prize && card.has === 0) return { text: say('card.full', { what: prize.name }) }
    return { text: missingOf(card, speech), ...small }
  }
  if (!points) return { text: say('card.collecting') }
  const count = (amount: number) => speech.count('points', amount, points.unit)
  const small = points.pending > 0 ? { small: say('card.pending', { amount: count(points.pending) }) } : {}
  if (points.next)
    return {
      text: say('card.missingPoints', { missing: count(points.next.missing), what: points.next.name }),
      ...small,
    }
  return {
    text: points.enough ? say('card.enough', { what: points.enough.name }) : say('card.collecting'),
    ...small,
  }
}

/** A full card of stamps that she spends herself. */
function ReadyNow({ state, ask, refresh }: Omit<Props, 'token'>) {
  const { say } = useSpeech()
  const [open, setOpen] = useState(false)
  const [reward] = state.ready
  if (!reward) return null
  return (
    <>
      <button type="button" className={css.onCard} onClick={() => setOpen(true)}>
        {say('take')}: {reward.name}
      </button>
      {open && <TakeReward reward={reward} ask={ask} onClose={() => setOpen(false)} refresh={refresh} />}
    </>
  )
}

function Below({ state, token, ask, refresh }: Props) {
  const speech = useSpeech()
  const { say } = speech
  const { waiting, stampCards, points } = state
  const soonest = state.expiring.find(({ unit, at }) => unit !== stampCards[0]?.unit && isSoon(at))
  return (
    <div className={css.below}>
      {waiting.map((one: Waiting) => (
        <WaitingRow key={one.id} waiting={one} ask={ask} refresh={refresh} />
      ))}
      {stampCards[0] && points && <PointsRow state={state} />}
      {state.asks && <AskRow asks={state.asks} ask={ask} refresh={refresh} />}
      {stampCards.slice(1).map((card) => (
        <OtherCard key={card.unit} card={card} state={state} />
      ))}
      <TierRow state={state} />
      {soonest && (
        <p className={css.note}>
          <Icon of="clock" size={18} />
          {say('expires', { day: speech.near(soonest.at), amount: expiringAmount(soonest, state, speech) })}
        </p>
      )}
      <WalletLine state={state} token={token} />
      <Install />
    </div>
  )
}

const SOON_MS = 92 * 86_400_000

/** What ends in years is nobody's worry today. */
function isSoon(at: string): boolean {
  return Date.parse(at) - Date.now() < SOON_MS
}

function expiringAmount(
  { unit, amount }: CardState['expiring'][number],
  { points }: CardState,
  speech: Speech,
): string {
  const [kind = '', which = ''] = unit.split(':')
  if (kind === 'money') return speech.money(amount, which)
  return kind === 'points'
    ? speech.count('points', amount, points?.unit ?? null)
    : speech.count('stamps', amount, null)
}

function Row({ sign, title, children }: { sign: ReactNode; title: string; children: ReactNode }) {
  return (
    <section className={css.row}>
      <span className={css.sign}>{sign}</span>
      <div>
        <h2 className={css.title}>{title}</h2>
        <p>{children}</p>
      </div>
    </section>
  )
}

function PointsRow({ state: { points } }: { state: CardState }) {
  const speech = useSpeech()
  if (!points) return null
  const count = (amount: number) => speech.count('points', amount, points.unit)
  const { next } = points
  return (
    <Row sign={<Icon of="rewards" />} title={count(points.balance)}>
      {next
        ? speech.say('card.missingPoints', { missing: count(next.missing), what: next.name })
        : speech.say('card.collecting')}
    </Row>
  )
}

function TierRow({ state: { tier, business } }: { state: CardState }) {
  const speech = useSpeech()
  const { say } = speech
  if (!tier || (!tier.name && !tier.next)) return null
  const { next, by } = tier
  const amount = (missing: number) => {
    if (by === 'spend') return speech.money(missing, business.currency)
    if (by === 'points') return say('points', { n: missing })
    return say(by === 'visits' ? 'tier.visits' : 'tier.months', { n: missing })
  }
  return (
    <section className={css.row}>
      <span className={css.sign}>
        <Icon of="medal" />
      </span>
      <div>
        <h2 className={css.title}>{tier.name ?? say('tier.none')}</h2>
        <p>
          {next ? say('tier.next.spend', { tier: next.name, amount: amount(next.missing) }) : say('tier.top')}
        </p>
        {next && (
          <span className={css.bar} aria-hidden="true">
            <span style={{ width: `${Math.round(next.share * 100)}%` }} />
          </span>
        )}
      </div>
    </section>
  )
}

interface InstallPrompt extends Event {
  prompt(): Promise<void>
}

/** Where the browser offers it: the card as an app among the others. */
function Install() {
  const { say } = useSpeech()
  const [prompt, setPrompt] = useState<InstallPrompt>()
  useEffect(() => {
    const offered = (event: Event) => {
      event.preventDefault()
      setPrompt(event as InstallPrompt)
    }
    addEventListener('beforeinstallprompt', offered)
    return () => removeEventListener('beforeinstallprompt', offered)
  }, [])
  if (!prompt) return null
  const add = () => void prompt.prompt().then(() => setPrompt(undefined))
  return (
    <p className={css.note}>
      <Icon of="phone" size={18} />
      {say('install')}
      <button type="button" className={css.link} onClick={add}>
        {say('install.do')}
      </button>
    </p>
  )
}
