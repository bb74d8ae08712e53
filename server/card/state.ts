import { businessOf } from '../businesses/businesses.ts'
import { customerIdOf, readCustomer } from '../customers/customers.ts'
import { lookOf } from '../looks/looks.ts'
import type { Tx } from '../platform/database.ts'
import { type CustomerId, showId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import type { LocalText } from '../programme/programme.ts'
import { type Benefit, listRedemptions, listVouchers, openCode } from '../rewards/rewards.ts'
import { type Holding, holdingOf } from '../till/till.ts'
import { cardHolder, spacedNumber } from './holders.ts'
import { liveKey, STEP_SECONDS } from './liveCode.ts'
import { rewardsFor } from './rewards.ts'
import { named, pointWords } from './shown.ts'

/** How many things at once wait for somebody is bounded by what a phone can show. */
const WAITING = 50

/** Everything that the card shows when it is opened. */
export async function cardState(tx: Tx, id: CustomerId, language: Language) {
  const customer = await readCustomer(tx, id)
  const customerId = customerIdOf(customer)
  const holding = await holdingOf(tx, customerId, language)
  const [business, look, holder, waiting, rewards] = await Promise.all([
    businessOf(tx),
    lookOf(tx),
    cardHolder(tx, customerId),
    waitingFor(tx, customerId, holding.now, language),
    rewardsFor(tx, holding, language),
  ])
  const { currency, timeZone, sandbox } = business
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
    stampCards: stampCardsShown(holding),
    points: pointsShown(holding, rewards, language),
    tier: holding.tier,
    waiting,
    expiring: holding.expiring,
    ready: rewards.filter(({ allowed, price }) => allowed && price.stamps !== null).slice(0, WAITING),
  }
}

function stampCardsShown({ stampCards, expiring }: Holding) {
  return stampCards.map((card) => ({
    ...card,
    keepUntil: expiring.find(({ unit }) => unit === card.unit)?.at ?? null,
  }))
}

/** Points, and the reward that is the next to reach by them. */
function pointsShown(
  { document, balances, pending }: Holding,
  rewards: Awaited<ReturnType<typeof rewardsFor>>,
  language: Language,
) {
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

/** What waits for her: reserved rewards and vouchers of her own, the soonest end first. */
async function waitingFor(tx: Tx, customerId: CustomerId, now: Temporal.Instant, language: Language) {
  const hers = { customerId, limit: WAITING }
  const [reserved, vouchers] = await Promise.all([
    listRedemptions(tx, { ...hers, state: 'reserved' }),
    listVouchers(tx, hers),
  ])
  const open = vouchers.filter(
    ({ voidedAt, uses, maxUses, validUntil }) =>
      !voidedAt &&
      (maxUses === null || uses < maxUses) &&
      (!validUntil || Temporal.Instant.compare(validUntil, now) > 0),
  )
  const shown = [
    ...reserved.map((one) => ({
      kind: 'reserved' as const,
      id: showId('redemption', one.redemptionId),
      ...thing(one, one.expiresAt, one.sealed),
    })),
    ...open.map((one) => ({
      kind: one.source,
      id: showId('voucher', one.voucherId),
      ...thing(one, one.validUntil, one.sealed),
    })),
  ]
  return shown.sort((a, b) => (a.until ?? '9').localeCompare(b.until ?? '9'))

  function thing(
    { name, benefit }: { name: LocalText | null; benefit: Benefit },
    until: Temporal.Instant | null,
    sealed: Buffer | null,
  ) {
    return {
      name: named(name, language) ?? named('text' in benefit ? benefit.text : null, language) ?? '',
      benefit: benefit.kind,
      until: until?.toString() ?? null,
      code: sealed && openCode(tx.businessId, sealed),
    }
  }
}
