/**
 * Stamps on a card and the prizes they reach. A card in automatic mode starts a new round when it is full: `balance`
 * stamps lie on it in round `round` (0 is the first). A manual card only collects; its stamps are spent.
 *
 * Only stamps that count are handed in: one that expired on the card is already gone from `balance`, and a return
 * takes back only what the ledger still has of it.
 */
import type { Prize, StampCard } from './document.ts'

export type CardState = { balance: number; round: number }

/** A prize the customer got. With its unit, round and place it is given once and never again. */
export type HeldPrize = { round: number; at: number; used: boolean }
export type GivenPrize = { round: number; at: number; prize: Prize }

export type CardChange = CardState & {
  /** Rounds that became full, each with the stamps it consumed, in order. */
  completed: { round: number; consumed: number }[]
  /** Full rounds opened again by a return, latest first, each with the stamps to put back. */
  reopened: { round: number; restored: number }[]
  given: GivenPrize[]
  /** To take back, latest first. */
  recalled: { round: number; at: number }[]
  /** Below its stamps again, but used: it stays used, and is not given a second time. */
  kept: { round: number; at: number }[]
}

/** What `delta` stamps do. `held` are the prizes of this card and season that were given and not recalled. */
export function stampsAfter(
  card: Pick<StampCard, 'mode' | 'size' | 'prizes' | 'debt'>,
  state: CardState,
  delta: number,
  held: readonly HeldPrize[] = [],
): CardChange {
  if (card.mode === 'manual')
    return change({ balance: floorOf(card, state.balance + delta), round: state.round })
  return delta >= 0 ? up(card, state, delta, held) : down(card, state, delta, held)
}

function change(state: CardState): CardChange {
  return { ...state, completed: [], reopened: [], given: [], recalled: [], kept: [] }
}

function up(
  { size, prizes }: Pick<StampCard, 'size' | 'prizes'>,
  state: CardState,
  delta: number,
  held: readonly HeldPrize[],
): CardChange {
  const after = change({ balance: state.balance + delta, round: state.round })
  const has = new Set(held.map(({ round, at }) => `${round}:${at}`))
  // A new version may have made the card smaller than what already lies on it: its last prize is still to come.
  let from = Math.min(state.balance, size - 1)
  for (;;) {
    const { round, balance } = after
    for (const prize of prizes) {
      if (prize.at > from && prize.at <= balance && !has.has(`${round}:${prize.at}`))
        after.given.push({ round, at: prize.at, prize })
    }
    if (balance < size) return after
    after.completed.push({ round, consumed: size })
    after.round += 1
    after.balance -= size
    from = 0
  }
}

function down(
  card: Pick<StampCard, 'size' | 'debt'>,
  state: CardState,
  delta: number,
  held: readonly HeldPrize[],
): CardChange {
  const after = change({ balance: state.balance + delta, round: state.round })
  while (after.balance < 0 && after.round > 0) {
    const round = after.round - 1
    const restored = consumedBy(round, card.size, held)
    after.reopened.push({ round, restored })
    after.round = round
    after.balance += restored
  }
  after.balance = floorOf(card, after.balance)
  const lost = held.filter(
    ({ round, at }) => round > after.round || (round === after.round && at > after.balance),
  )
  lost.sort((a, b) => b.round - a.round || b.at - a.at)
  for (const { round, at, used } of lost) (used ? after.kept : after.recalled).push({ round, at })
  return after
}

/** A full round consumed as many stamps as its last prize stood at, whatever the size of the card is today. */
function consumedBy(round: number, size: number, held: readonly HeldPrize[]): number {
  const places = held.filter((prize) => prize.round === round).map(({ at }) => at)
  return places.length === 0 ? size : Math.max(...places)
}

function floorOf({ debt }: Pick<StampCard, 'debt'>, balance: number): number {
  return debt === 'clamp' ? Math.max(0, balance) : balance
}
