import type { Earlier } from '../ledger/ledger.ts'
import type { ReturnId } from '../platform/ids.ts'
import { type StampCard, stampsAfter } from '../programme/programme.ts'
import { cardOf } from '../till/till.ts'
import type { Member, PrizeEvent } from './member.ts'

interface Prize {
  unit: string
  round: number
  at: number
  fetched: boolean
}

/** A member's stamp cards: rounds, full cards taken in, prizes. As the till fills and opens them. */
export class StampBook {
  readonly #member: Member
  readonly #rounds: Record<string, number> = {}
  #prizes: Prize[] = []
  /** Full cards that were taken in, by unit, the latest last: what a return opens again. */
  readonly #completions = new Map<string, Earlier[]>()
  readonly events: PrizeEvent[] = []

  constructor(member: Member) {
    this.#member = member
  }

  /** Stamps were credited: prizes are given, and a full card begins anew. */
  fill(unit: string, delta: number, at: Temporal.Instant): void {
    const card = this.#card(unit)
    if (!card) return
    const { book, holder } = this.#member
    const round = this.#rounds[unit] ?? 0
    const state = { balance: book.balanceOf(holder, unit).balance - delta, round }
    const held = this.#held(unit).map((prize) => ({ round: prize.round, at: prize.at, used: true }))
    const change = stampsAfter(card, state, delta, held)
    for (const { consumed } of change.completed) {
      const id = book.debit({ holder, unit, amount: consumed, to: 'redeemed', reason: 'completion', at })
      const accountId = book.account(holder, unit)!.id
      const done = this.#completions.get(unit) ?? []
      done.push({ id, unit, accountId, own: 'redeemed', amount: consumed, state: 'posted' })
      this.#completions.set(unit, done)
    }
    this.#rounds[unit] = change.round
    for (const { at: place, round: inRound } of change.given) {
      this.#prizes.push({ unit, round: inRound, at: place, fetched: false })
      this.#tell(card, unit, place, 'given', at)
    }
  }

  /** Before stamps are taken back: full cards open again, prizes that are no longer earned are recalled. */
  open(unit: string, delta: number, { at, returnId }: { at: Temporal.Instant; returnId: ReturnId }): void {
    const card = this.#card(unit)
    if (!card || delta === 0) return
    const { book, holder } = this.#member
    const round = this.#rounds[unit] ?? 0
    const held = this.#held(unit).map((prize) => ({ round: prize.round, at: prize.at, used: prize.fetched }))
    const state = { balance: book.balanceOf(holder, unit).balance, round }
    const change = stampsAfter(card, state, -delta, held)
    const done = this.#completions.get(unit) ?? []
    for (const _ of change.reopened) {
      const earlier = done.pop()
      if (earlier) book.giveBack(earlier, earlier.amount, { reason: 'restore', at, returnId })
    }
    this.#rounds[unit] = change.round
    for (const lost of change.recalled) {
      const of = (prize: Prize) => prize.unit === unit && prize.round === lost.round && prize.at === lost.at
      if (!this.#prizes.some(of)) continue
      this.#prizes = this.#prizes.filter((prize) => !of(prize))
      this.#tell(card, unit, lost.at, 'recalled', at)
    }
  }

  /** She takes home what waits for her. */
  fetch(at: Temporal.Instant): void {
    for (const prize of this.#prizes) {
      if (prize.fetched) continue
      prize.fetched = true
      const card = this.#card(prize.unit)
      if (card) this.#tell(card, prize.unit, prize.at, 'fetched', at)
    }
  }

  /** Prizes that stand, by unit and place. */
  given(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const { unit, at } of this.#prizes)
      counts.set(`${unit} ${at}`, (counts.get(`${unit} ${at}`) ?? 0) + 1)
    return counts
  }

  #card(unit: string): StampCard | undefined {
    const card = cardOf(this.#member.ground.version.document, unit)
    return card?.mode === 'automatic' ? card : undefined
  }

  #held(unit: string): Prize[] {
    return this.#prizes.filter((prize) => prize.unit === unit)
  }

  #tell(card: StampCard, unit: string, at: number, what: PrizeEvent['what'], moment: Temporal.Instant): void {
    this.events.push({ card: card.id, unit, at, what, ms: moment.epochMilliseconds })
  }
}
