import { businessOf } from '../businesses/businesses.ts'
import { customerIdOf, readCustomer } from '../customers/customers.ts'
import { lookOf } from '../looks/looks.ts'
import type { Tx } from '../platform/database.ts'
import { type CustomerId, showId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import { type Holding, holdingOf } from '../till/till.ts'
import { askingOf } from './answers.ts'
import { cardHolder, spacedNumber } from './holders.ts'
import { liveKey, STEP_SECONDS } from './liveCode.ts'
import { cardParts } from './parts.ts'
import { rewardsFor } from './rewards.ts'
import { pointWords } from './shown.ts'
import { WAITING, waitingFor, withPictures } from './waiting.ts'

/** Everything that the card shows when it is opened. */
export async function cardState(tx: Tx, id: CustomerId, language: Language) {
  const customer = await readCustomer(tx, id)
  const customerId = customerIdOf(customer)
  const holding = await holdingOf(tx, customerId, language)
  const [business, look, holder, waiting, rewards, asks, wallets] = await Promise.all([
    businessOf(tx),
    lookOf(tx),
    cardHolder(tx, customerId),
    waitingFor(tx, holding, language),
    rewardsFor(tx, holding, language),
    askingOf(tx, customer, holding, language),
    cardParts.wallets(tx),
  ])
  const { currency, timeZone, sandbox } = business
  const stampCards = stampCardsShown(holding, rewards)
  return {
    asOf: holding.now.toString(),
    business: {
      ...{ id: showId('business', tx.businessId), name: business.name, demo: sandbox },
      ...{ currency, timeZone },
    },
    look,
    name: customer.nickname ?? customer.givenName ?? customer.name,
    number: spacedNumber(holder.number),
    // The card as it was printed: it identifies and earns, and nothing more.
    still: customer.cards[0] ?? holder.number,
    live: {
      prefix: `R1.${holder.number}.`,
      key: liveKey(tx.businessId, customerId, holder.turn).toString('base64url'),
      stepSeconds: STEP_SECONDS,
    },
    stampCards,
    points: pointsShown(holding, rewards, language),
    tier: holding.tier,
    waiting: withPictures(waiting, stampCards, rewards),
    asks,
    expiring: holding.expiring,
    ready: rewards.filter(({ allowed, price }) => allowed && price.stamps !== null).slice(0, WAITING),
    wallets,
  }
}
export type CardState = Awaited<ReturnType<typeof cardState>>

type Rewards = Awaited<ReturnType<typeof rewardsFor>>

/** A prize has a picture of its own, or that of the reward that it is. */
function stampCardsShown({ stampCards, expiring }: Holding, rewards: Rewards) {
  const pictures = new Map(rewards.map(({ id, image }) => [id, image]))
  return stampCards.map((card) => ({
    ...card,
    prizes: card.prizes.map(({ rewardId, picture, ...prize }) => ({
      ...prize,
      picture: picture ?? pictures.get(rewardId ?? '') ?? null,
    })),
    keepUntil: expiring.find(({ unit }) => unit === card.unit)?.at ?? null,
  }))
}

/** Points, and the reward that is the next to reach by them. */
function pointsShown({ document, balances, pending }: Holding, rewards: Rewards, language: Language) {
  if (!document.points) return null
  const balance = balances.points ?? 0
  const priced = rewards
    .filter(({ price }) => price.points !== null && price.stamps === null)
    .sort((a, b) => a.price.points! - b.price.points!)
  const next = priced.find(({ price }) => price.points! > balance)
  const best = priced.findLast(({ allowed }) => allowed)
  return {
    balance,
    pending: pending.points ?? 0,
    unit: pointWords(document, language),
    next: next ? { name: next.name, at: next.price.points!, missing: next.price.points! - balance } : null,
    enough: best ? { id: best.id, name: best.name } : null,
  }
}
