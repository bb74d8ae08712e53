import { tell } from '../journal/journal.ts'
import { writeBook } from '../ledger/ledger.ts'
import type { Tx } from '../platform/database.ts'
import type { Actor } from '../platform/http.ts'
import { type CustomerId, type GrantId, newId, readId } from '../platform/ids.ts'
import {
  expiryOf,
  type GrantRow,
  inLanguage,
  type ProgrammeDocument,
  writeGrants,
} from '../programme/programme.ts'
import { issueVoucher } from '../rewards/rewards.ts'
import { type Scene, setScene } from './scene.ts'
import { cardOf, fillCard } from './stampCards.ts'

/** The joining gift: points, stamps or a reward, in the transaction in which the customer joins. Nothing is expected for it. */
export async function giveJoiningGift(
  tx: Tx,
  { customerId, actor, now }: { customerId: CustomerId; actor: Actor; now: Temporal.Instant },
): Promise<void> {
  const scene = await setScene(tx, customerId, { occurredAt: now, now, lots: false })
  const { joining } = scene.version.document
  if (!joining) return
  const rows: GrantRow[] = []
  if (joining.points) rows.push(creditGift(scene, 'points', joining.points, now))
  if (joining.stamps) {
    const unit = unitOfCard(scene, joining.stamps.card, now)
    if (unit) {
      rows.push(creditGift(scene, unit, joining.stamps.count, now))
      await fillCard(tx, scene, unit, joining.stamps.count, { purchaseId: null, now, dryRun: false })
    }
  }
  const rewardId = joining.rewardId && readId('reward', joining.rewardId)
  if (rewardId) issueVoucher(tx, { source: 'joining', rewardId, customerId, now })
  writeBook(tx, scene.book)
  writeGrants(tx, rows)
  tell(tx, { what: 'customer.welcomed', actor, customerId, facts: joining })
}

function creditGift(scene: Scene, unit: string, amount: number, now: Temporal.Instant): GrantRow {
  const { business, version, holder, customer, book } = scene
  const id: GrantId = newId<'grant'>()
  const terms = termsOf(version.document, unit)
  const expiresAt = expiryOf(terms.expiry, now, business.timeZone, version.document.dayEndsAt)
  const graceDays = 'graceDays' in terms.expiry ? terms.expiry.graceDays : 0
  const lotId = book.credit({
    holder,
    unit,
    amount,
    from: 'issued',
    reason: 'joining',
    at: now,
    grantId: id,
    expiresAt,
    graceDays,
    debt: terms.debt,
  })
  return {
    id,
    lotId,
    unit,
    amount,
    at: now,
    customerId: customer.id,
    purchaseId: null,
    versionId: version.id,
    ruleId: 'joining',
    mode: 'whole',
    steps: 0,
    perStep: 0,
    stepCounted: 0,
    counted: 0,
    byLine: [],
    spread: 'purchase',
    debt: terms.debt,
    budget: null,
    caps: [],
    liveAmount: amount,
    liveSteps: 0,
    liveCounted: 0,
    why: whyGiven(scene, unit, amount),
  }
}

function whyGiven({ version, business }: Scene, unit: string, amount: number): GrantRow['why'] {
  const card = cardOf(version.document, unit)
  if (!card) return { key: 'joining.points', params: { points: amount, unit: 'word.point' } }
  const name = inLanguage(card.name, business.language)
  return { key: 'joining.stamps', params: { count: amount, unit: 'word.stamp', card: name } }
}

function termsOf(document: ProgrammeDocument, unit: string) {
  const card = cardOf(document, unit)
  return (
    card ?? {
      expiry: document.points?.expiry ?? { kind: 'never' as const },
      debt: document.points?.debt ?? ('clamp' as const),
    }
  )
}

/** A seasonal card that is out of season gets no joining stamp. */
export function unitOfCard(scene: Scene, cardId: string, now: Temporal.Instant): string | undefined {
  const card = scene.version.document.stampCards.find(({ id }) => id === cardId)
  if (!card) return undefined
  if (card.seasons.length === 0) return `stamps:${card.id}`
  const today = now.toZonedDateTimeISO(scene.business.timeZone).toPlainDate().toString()
  const season = card.seasons.find(({ from, until }) => from <= today && today <= until)
  return season && `stamps:${card.id}:${season.id}`
}
