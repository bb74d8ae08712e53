import { businessOf } from '../businesses/businesses.ts'
import type { Tx } from '../platform/database.ts'
import { type CustomerId, readId, showId, type TransferId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import { currentVersion, type ProgrammeDocument, say } from '../programme/programme.ts'
import { goodsOf } from '../purchases/purchases.ts'
import { listRedemptions } from '../rewards/rewards.ts'
import { readStatement } from '../till/till.ts'
import { named, pointWords, stampWords } from './shown.ts'

/** A page of what moved on her card, the latest first; every line ends in its reason. */
export async function historyOf(
  tx: Tx,
  customerId: CustomerId,
  { after, limit, language }: { after: TransferId | null; limit: number; language: Language },
) {
  const [{ currency }, { document }, page] = await Promise.all([
    businessOf(tx),
    currentVersion(tx),
    readStatement(tx, customerId, { after, limit }),
  ])
  const taken = page.items.flatMap(({ redemptionId }) =>
    redemptionId ? (readId('redemption', redemptionId) ?? []) : [],
  )
  const redemptions =
    taken.length > 0 ? await listRedemptions(tx, { ids: taken, customerId, limit: taken.length }) : []
  const rewards = new Map(
    redemptions.map(({ redemptionId, name }) => [showId('redemption', redemptionId), named(name, language)]),
  )
  const goods = await goodsOf(tx, {
    purchases: page.items.flatMap(({ purchaseId }) => readId('purchase', purchaseId ?? '') ?? []),
    returns: page.items.flatMap(({ returnId }) => readId('return', returnId ?? '') ?? []),
  })
  const items = page.items.map((entry) => ({
    ...{ id: entry.id, at: entry.at, amount: entry.amount, state: entry.state, reason: entry.reason },
    unit: unitOf(document, entry.unit, language),
    because: saying(entry.because, { document, unit: entry.unit, currency, language }),
    note: entry.note,
    reward: (entry.redemptionId && rewards.get(entry.redemptionId)) ?? null,
    goods: goods.get(uuidIn(entry)) ?? null,
    expiresAt: entry.expiresAt && (entry.remaining ?? 0) > 0 ? entry.expiresAt : null,
  }))
  return { items, next: page.more && page.last ? showId('transfer', page.last) : null }
}

/** Of a return what came back, else what was bought. */
function uuidIn({ purchaseId, returnId }: { purchaseId: string | null; returnId: string | null }): string {
  return (returnId ? readId('return', returnId) : readId('purchase', purchaseId ?? '')) ?? ''
}

/** What a line counts: points, stamps or money, with the shop's own word where it has one. */
function unitOf(document: ProgrammeDocument, unit: string, language: Language) {
  const [kind = '', which = ''] = unit.split(':')
  if (kind === 'money') return { kind: 'money' as const, currency: which, words: null }
  if (kind === 'points')
    return { kind: 'points' as const, currency: null, words: pointWords(document, language) }
  return { kind: 'stamps' as const, currency: null, words: stampWords(document, which, language) }
}

interface Heard {
  document: ProgrammeDocument
  unit: string
  currency: string
  language: Language
}

/** The programme's own sentence of why something was granted. */
function saying(because: unknown, { document, unit, currency, language }: Heard): string | null {
  const said = because as { key?: string; params?: Record<string, string | number> } | null
  if (!said?.key) return null
  const stamp = document.stampCards.find(({ id }) => unit.startsWith(`stamps:${id}`))?.stamp
  const words = { point: document.points?.name, ...(stamp === undefined ? {} : { stamp }) }
  return say(language, { key: said.key, params: said.params ?? {} } as Parameters<typeof say>[1], {
    currency,
    words,
  })
}
