import type { Tx } from '../platform/database.ts'
import type { AccountId, TransferId } from '../platform/ids.ts'
import { Book } from './book.ts'
import type { Cause, Earlier, Holder } from './entries.ts'
import {
  readAccounts,
  readEarlier,
  readLots,
  readTakes,
  repointAccount,
  repointLots,
  repointPending,
  repointTakes,
  writeAccounts,
  writeLots,
  writeOwnAccounts,
  writeStates,
  writeTakes,
  writeTransfers,
} from './statements.ts'

/**
 * The ledger: double entry, append-only, in any unit (points, stamps of a card, money of a currency).
 *
 * A verb that moves something locks the holders first (customers' rows in the order of their ids, then gift cards),
 * opens a book on them, decides in memory, and writes it. As every writer of an account holds the lock of its holder,
 * two tills on one balance come one after the other, and no account row needs a lock of its own.
 */

export { Book } from './book.ts'
export type * from './entries.ts'

export interface Opening {
  holders: Holder[]
  /** Where "the end of the day" is, for points that come back to a lot that has expired. */
  timeZone: string
  /** Load what is left to spend as well: needed to spend, to undo, and where something may be due. */
  lots?: boolean
  /** Transfers that will be captured, released or given back. */
  transfers?: readonly TransferId[]
  /** Lots that will be taken back or ripened. */
  lotIds?: readonly TransferId[]
}

/** An empty book: for new holders, or to be filled by the caller. */
export function newBook(businessId: string, timeZone: string): Book {
  return new Book(businessId, (at, days) =>
    at
      .toZonedDateTimeISO(timeZone)
      .toPlainDate()
      .add({ days: days + 1 })
      .toZonedDateTime(timeZone)
      .toInstant(),
  )
}

/** Loads the accounts of some holders, which the caller has locked. One round trip. */
export async function openBook(tx: Tx, opening: Opening): Promise<Book> {
  const book = newBook(tx.businessId, opening.timeZone)
  const wanted = [loadAccounts(tx, book, opening.holders)]
  if (opening.lots || opening.transfers || opening.lotIds) wanted.push(loadLots(tx, book, opening))
  await Promise.all(wanted)
  return book
}

async function loadAccounts(tx: Tx, book: Book, holders: Holder[]): Promise<void> {
  const found = await Promise.all(holders.map(({ id }) => tx.ask(readAccounts, id)))
  for (const account of found.flat()) book.addAccount(account)
}

/** Adds to a book what is left to spend, what the given transfers took, and the claims that are open. One round trip. */
export async function loadLots(
  tx: Tx,
  book: Book,
  { holders, transfers = [], lotIds = [] }: Pick<Opening, 'holders' | 'transfers' | 'lotIds'>,
): Promise<void> {
  const ids = holders.map(({ id }) => id)
  const [takes, lots] = await Promise.all([
    tx.rows(readTakes, [tx.businessId, ids, transfers]),
    tx.rows(readLots, [tx.businessId, ids, transfers, lotIds]),
  ])
  const known = new Set(book.takes.map(({ id }) => id))
  for (const take of takes) if (!known.has(take.id)) book.takes.push(take)
  for (const lot of lots) if (!book.lots.has(lot.id)) book.lots.set(lot.id, lot)
}

/** Whether a plain credit needs the lots: something is due, or something is owed that it would repay. */
export function needsLots(book: Book, now: Temporal.Instant): boolean {
  for (const { balance, nextDueAt } of book.accounts.values()) {
    if (balance < 0 || (nextDueAt && Temporal.Instant.compare(nextDueAt, now) <= 0)) return true
  }
  return false
}

/** Transfers made earlier, by their ids: what `capture`, `release` and `giveBack` take. */
export async function findTransfers(tx: Tx, ids: readonly TransferId[]): Promise<Map<TransferId, Earlier>> {
  const rows = await tx.rows(readEarlier, [tx.businessId, ids])
  return new Map(rows.map((row) => [row.id, row]))
}

// The business's own accounts that are known to be there: made once, by the first transfer that needs them.
const madeOwnAccounts = new Set<AccountId>()

/** Sends everything a book changed, without waiting: the commit does. */
export function writeBook(tx: Tx, book: Book): void {
  writeMissingOwnAccounts(tx, book)
  const accounts = [...book.accounts.values()].filter(({ touched }) => touched)
  if (accounts.length > 0) {
    tx.write(writeAccounts, [
      tx.businessId,
      ...columns(
        accounts,
        'id',
        'unit',
        'kind',
        'holderId',
        'balance',
        'pending',
        'reserved',
        'lowest',
        'nextDueAt',
      ),
    ])
  }
  if (book.transfers.length > 0) {
    tx.write(writeTransfers, [
      tx.businessId,
      ...columns(book.transfers, 'id', 'unit', 'debit', 'credit', 'amount', 'state', 'reason', 'at'),
      ...columns(book.transfers, 'purchaseId', 'returnId', 'redemptionId', 'grantId', 'undoes', 'note'),
    ])
  }
  if (book.stateChanges.size > 0) {
    tx.write(writeStates, [tx.businessId, [...book.stateChanges.keys()], [...book.stateChanges.values()]])
  }
  const lots = [...book.lots.values()].filter(({ touched }) => touched)
  if (lots.length > 0) {
    tx.write(writeLots, [
      tx.businessId,
      ...columns(lots, 'id', 'accountId', 'amount', 'remaining', 'expired', 'ripe', 'ripensAt', 'expiresAt'),
      ...columns(lots, 'graceDays', 'grantId'),
    ])
  }
  const takes = book.takes.filter(({ touched }) => touched)
  if (takes.length > 0) {
    tx.write(writeTakes, [
      tx.businessId,
      ...columns(takes, 'id', 'transferId', 'accountId', 'lotId', 'forLot', 'source', 'amount'),
    ])
  }
}

function writeMissingOwnAccounts(tx: Tx, book: Book): void {
  // In the order of their ids, so that two tills that make the same ones can't wait for each other.
  const missing = [...book.owns]
    .filter(([id]) => !madeOwnAccounts.has(id))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  if (missing.length === 0) return
  tx.write(writeOwnAccounts, [
    tx.businessId,
    missing.map(([id]) => id),
    missing.map(([, own]) => own.unit),
    missing.map(([, own]) => own.kind),
  ])
  tx.afterCommit(() => {
    for (const [id] of missing) madeOwnAccounts.add(id)
  })
}

/** Turns rows into columns, as `unnest` wants them. */
function columns<Row>(rows: Row[], ...names: (keyof Row)[]): unknown[][] {
  return names.map((name) => rows.map((row) => plain(row[name])))
}

function plain(value: unknown): unknown {
  return value instanceof Temporal.Instant ? value.toString() : value
}

/** Moves all that one holder has to another, when their customers are merged. Both are locked by the caller. */
export async function mergeHolders(
  tx: Tx,
  { from, into, timeZone, cause }: { from: Holder; into: Holder; timeZone: string; cause: Cause },
): Promise<void> {
  const book = await openBook(tx, { holders: [from, into], timeZone, lots: true })
  book.settle(cause.at)
  const moved = book.merge(from, into, cause)
  if (moved.length === 0) return
  writeBook(tx, book)
  // Lots that are spent and takes that are settled move too, as a return or a cancel may still come to them: they are
  // found by their transfers, so those that are not posted yet move after them, and the accounts come last.
  for (const one of moved) {
    for (const repoint of [repointLots, repointTakes]) tx.write(repoint, [tx.businessId, one.from, one.into])
  }
  tx.write(repointPending, [tx.businessId, moved.map((one) => one.from), moved.map((one) => one.into)])
  for (const one of moved) tx.write(repointAccount, [tx.businessId, one.from, one.into])
}

/** Adds more holders to a book: a gift card that turned up. The caller has locked them. One round trip. */
export async function addHolders(tx: Tx, book: Book, holders: Holder[]): Promise<void> {
  await Promise.all([loadAccounts(tx, book, holders), loadLots(tx, book, { holders })])
}
