import { findTransfers, loadLots } from '../ledger/ledger.ts'
import { statement, type Tx } from '../platform/database.ts'
import { newId, type PurchaseId, type ReturnId, readId, type TransferId } from '../platform/ids.ts'
import {
  type CardChange,
  endOfShopDay,
  type LocalText,
  type ProgrammeDocument,
  prizesOf,
  type StampCard,
  shopDay,
  stampsAfter,
  writeCardRound,
  writePrize,
  writePrizeRecalled,
} from '../programme/programme.ts'
import { issueVoucher, usedVouchers, voidVoucher } from '../rewards/rewards.ts'
import type { Scene } from './scene.ts'

/** A prize that came of this purchase: what it is, and the code that fetches it. */
export interface PrizeGiven {
  card: string
  unit: string
  at: number
  name: LocalText
  /** The code that fetches it, sealed: the answer it stands in is kept. */
  sealed: string
}

/** The card that a unit of stamps belongs to, in a version of the programme. */
export function cardOf(document: ProgrammeDocument, unit: string): StampCard | undefined {
  const id = unit.split(':')[1]
  return unit.startsWith('stamps:') ? document.stampCards.find((card) => card.id === id) : undefined
}

interface Occasion {
  purchaseId: PurchaseId | null
  now: Temporal.Instant
  /** A quote only says what would happen. */
  dryRun: boolean
}

/**
 * After stamps were credited: a card in automatic mode gives its prizes, and a full one is taken in and starts anew.
 * Prizes given before are read only when one is reached, which is one purchase in several.
 */
export async function fillCard(
  tx: Tx,
  scene: Scene,
  unit: string,
  delta: number,
  occasion: Occasion,
): Promise<PrizeGiven[]> {
  const card = cardOf(scene.version.document, unit)
  if (card?.mode !== 'automatic') return []
  const { book, holder, member } = scene
  const round = member.rounds[unit] ?? 0
  const state = { balance: book.balanceOf(holder, unit).balance - delta, round }
  let change = stampsAfter(card, state, delta)
  if (change.given.length > 0) {
    const held = await prizesOf(tx, scene.customer.id, [unit])
    change = stampsAfter(
      card,
      state,
      delta,
      held.map(({ round, at }) => ({ round, at, used: true })),
    )
  }
  await takeInFull(tx, scene, unit, change, occasion)
  if (change.round !== round) {
    member.rounds[unit] = change.round
    if (!occasion.dryRun) writeCardRound(tx, scene.customer.id, unit, change.round)
  }
  const given: PrizeGiven[] = []
  for (const { at, prize, round: inRound } of change.given) {
    given.push(await givePrize(tx, scene, { card, unit, at, prize, round: inRound }, occasion))
  }
  return given
}

async function takeInFull(
  tx: Tx,
  { book, holder }: Scene,
  unit: string,
  change: CardChange,
  { now, purchaseId }: Occasion,
): Promise<void> {
  // A ring-up that only earns hasn't read what there is to spend; one in ten fills a card.
  if (change.completed.length > 0) await loadLots(tx, book, { holders: [holder] })
  for (const { consumed } of change.completed) {
    book.debit({ holder, unit, amount: consumed, to: 'redeemed', reason: 'completion', at: now, purchaseId })
  }
}

async function givePrize(
  tx: Tx,
  scene: Scene,
  prize: { card: StampCard; unit: string; at: number; round: number; prize: StampCard['prizes'][number] },
  { purchaseId, now, dryRun }: Occasion,
): Promise<PrizeGiven> {
  const { card, unit, at, round } = prize
  const { name, rewardId } = prize.prize
  const shown = { card: card.id, unit, at, name }
  if (dryRun) return { ...shown, sealed: '' }
  const customerId = scene.customer.id
  const validUntil = lastMoment(scene, card.prizeValidDays, now)
  const voucher = issueVoucher(tx, {
    source: 'prize',
    customerId,
    name,
    validUntil,
    now,
    ...(rewardId
      ? { rewardId: readId('reward', rewardId) ?? null }
      : { benefit: { kind: 'gift', text: name } }),
  })
  writePrize(tx, {
    id: newId<'prize'>(),
    customerId,
    unit,
    round,
    at,
    voucherId: voucher.voucherId,
    purchaseId,
    givenAt: now,
  })
  return { ...shown, sealed: voucher.sealed }
}

function lastMoment(
  { business, version }: Scene,
  days: number | undefined,
  now: Temporal.Instant,
): Temporal.Instant | null {
  if (days === undefined) return null
  const { dayEndsAt } = version.document
  return endOfShopDay(shopDay(now, business.timeZone, dayEndsAt).add({ days }), business.timeZone, dayEndsAt)
}

// Completions of this card that stand, the latest first: what a return opens again.
const readCompletions = statement<{ id: TransferId; amount: number }>(
  'till.completions',
  `select t.transfer_id as id, t.amount from transfers t
    where t.business_id = $1 and t.reason = 'completion'
      and t.debit_account in (select account_id from accounts where business_id = $1 and unit = $3 and (holder_id = $2
            or merged_into in (select account_id from accounts where business_id = $1 and holder_id = $2 and unit = $3)))
      and not exists (select 1 from transfers u where u.business_id = $1 and u.undoes = t.transfer_id)
    order by t.transfer_id desc limit $4`,
)

/**
 * Before stamps are taken back: opens the full cards again that they had filled, and recalls the prizes that are no
 * longer earned. A prize that was used stays used; it is not given a second time. The book must hold the lots.
 */
export async function openCard(
  tx: Tx,
  scene: Scene,
  { card, unit, delta }: { card: StampCard; unit: string; delta: number },
  { returnId, now }: { returnId: ReturnId | null; now: Temporal.Instant },
): Promise<void> {
  if (card.mode !== 'automatic' || delta === 0) return
  const { book, holder, member, customer } = scene
  const round = member.rounds[unit] ?? 0
  const prizes = await prizesOf(tx, customer.id, [unit])
  const used = await usedVouchers(
    tx,
    prizes.map(({ voucherId }) => voucherId),
  )
  const held = prizes.map((prize) => ({ round: prize.round, at: prize.at, used: used.has(prize.voucherId) }))
  const change = stampsAfter(card, { balance: book.balanceOf(holder, unit).balance, round }, -delta, held)
  if (change.reopened.length > 0) {
    const rows = await tx.rows(readCompletions, [tx.businessId, customer.id, unit, change.reopened.length])
    const earlier = await findTransfers(
      tx,
      rows.map(({ id }) => id),
    )
    await loadLots(tx, book, { holders: [holder], transfers: rows.map(({ id }) => id) })
    for (const { id, amount } of rows)
      book.giveBack(earlier.get(id)!, amount, { reason: 'restore', at: now, returnId })
  }
  if (change.round !== round) {
    member.rounds[unit] = change.round
    writeCardRound(tx, customer.id, unit, change.round)
  }
  for (const { round: inRound, at } of change.recalled) {
    const prize = prizes.find((one) => one.round === inRound && one.at === at)!
    if (await voidVoucher(tx, prize.voucherId, now)) writePrizeRecalled(tx, prize.id, now)
  }
}

/**
 * Prizes that may be used again, as the purchase that used them came back: those that are no longer earned (their stamps
 * were taken back while they were used) are recalled now.
 */
export async function recallUnearned(
  tx: Tx,
  { book, holder, member, customer }: Scene,
  voucherIds: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  if (voucherIds.length === 0) return
  const units = [...book.accounts.values()]
    .filter(({ holderId, unit }) => holderId === holder.id && unit.startsWith('stamps:'))
    .map(({ unit }) => unit)
  for (const { id, unit, round, at, voucherId } of await prizesOf(tx, customer.id, units)) {
    const open = member.rounds[unit] ?? 0
    const earned = round < open || (round === open && at <= book.balanceOf(holder, unit).balance)
    if (earned || !voucherIds.includes(voucherId)) continue
    if (await voidVoucher(tx, voucherId, now)) writePrizeRecalled(tx, id, now)
  }
}
