import { createBusiness } from '../businesses/businesses.ts'
import { type Book, openBook, writeBook } from '../ledger/ledger.ts'
import { type Database, inBusiness, statement, type Tx } from '../platform/database.ts'
import type { Actor } from '../platform/http.ts'
import { type BusinessId, type CustomerId, newId } from '../platform/ids.ts'
import type { RewardWish } from './catalogue.ts'

/** What the tests of this room stand on: a business, customers with points, tills. */

export const actor: Actor = { kind: 'system', id: null }
export const timeZone = 'Europe/Budapest'

export async function aBusiness(database: Database): Promise<BusinessId> {
  const id = newId<'business'>()
  const shop = { name: 'Kávézó', trade: 'cafe', currency: 'HUF', timeZone, language: 'hu' } as const
  await inBusiness(database, id, (tx) => createBusiness(tx, shop, actor))
  return id
}

/** A coffee for a hundred points, without any limit. */
export const plainReward: RewardWish = {
  name: { hu: 'Ingyen kávé', en: 'Free coffee' },
  description: null,
  benefit: { kind: 'product', quantity: 1 },
  points: 100,
  pointsMax: null,
  pointsStep: null,
  stampCard: null,
  stamps: null,
  tiers: null,
  stock: null,
  customerLimit: null,
  locationIds: null,
  validFrom: null,
  validUntil: null,
  validityDays: null,
  images: [],
  costMinor: null,
}

const insert = statement('test.customer', 'insert into customers (business_id, customer_id) values ($1, $2)')

/** Customers with so many points each. */
export async function customersWith(
  database: Database,
  businessId: BusinessId,
  { count, points }: { count: number; points: number },
): Promise<CustomerId[]> {
  const ids = Array.from({ length: count }, () => newId<'customer'>())
  await inBusiness(database, businessId, async (tx) => {
    for (const id of ids) tx.write(insert, [businessId, id])
    if (points > 0) await givePoints(tx, ids, points)
  })
  return ids
}

export async function givePoints(tx: Tx, ids: CustomerId[], amount: number, unit = 'points'): Promise<void> {
  const holders = ids.map((id) => ({ kind: 'customer' as const, id }))
  const book = await openBook(tx, { holders, timeZone, lots: true })
  const at = Temporal.Now.instant()
  for (const holder of holders) {
    book.credit({ holder, unit, amount, from: 'issued', reason: 'adjustment', at })
  }
  writeBook(tx, book)
}

export async function balanceOf(
  database: Database,
  businessId: BusinessId,
  customerId: string,
  unit = 'points',
): Promise<{ balance: number; reserved: number }> {
  return inBusiness(database, businessId, async (tx) => {
    const book = await openBook(tx, { holders: [{ kind: 'customer', id: customerId }], timeZone })
    const { balance, reserved } = book.balanceOf({ kind: 'customer', id: customerId }, unit)
    return { balance, reserved }
  })
}

/** Runs all at once; answers how many came through and the codes by which the others were refused. */
export async function allAtOnce(
  attempts: (() => Promise<unknown>)[],
): Promise<{ won: number; refused: Record<string, number> }> {
  const outcomes = await Promise.allSettled(attempts.map((attempt) => attempt()))
  const refused: Record<string, number> = {}
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue
    const { code } = outcome.reason as { code?: string }
    if (!code?.includes('.')) throw outcome.reason
    refused[code] = (refused[code] ?? 0) + 1
  }
  return { won: outcomes.filter(({ status }) => status === 'fulfilled').length, refused }
}

const lock = statement(
  'test.lock',
  'select from customers where business_id = $1 and customer_id = $2 for update',
)

/** As a till begins: the customer is locked and her accounts are open. */
export async function openAt(
  tx: Tx,
  customerId: CustomerId | null,
): Promise<{ book: Book; write: () => void }> {
  if (customerId) await tx.rows(lock, [tx.businessId, customerId])
  const holders = customerId ? [{ kind: 'customer' as const, id: customerId }] : []
  const book = await openBook(tx, { holders, timeZone, lots: true })
  return { book, write: () => writeBook(tx, book) }
}
