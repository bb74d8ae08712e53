import type { Tx } from '../platform/database.ts'
import type { Actor } from '../platform/http.ts'
import type { CustomerId } from '../platform/ids.ts'

/** Someone joined: runs in the transaction in which she did. */
export type JoinedPart = (
  tx: Tx,
  joined: { customerId: CustomerId; joinedAt: Temporal.Instant; actor: Actor },
) => Promise<void>

/** She has answered some of the owner's questions: on her card, at joining, or to staff who asked. Her row is locked. */
export type AnsweredPart = (
  tx: Tx,
  answered: { customerId: CustomerId; keys: string[]; actor: Actor },
) => Promise<void>

/** `from` becomes `into`: moves what the room has of her. Both rows are locked; it runs before the commit. */
export type MergedPart = (
  tx: Tx,
  merge: { from: CustomerId; into: CustomerId; actor: Actor },
) => Promise<void>

/** A customer is erased: empties what the room knows of the person, keeps what the books need under her id. */
export type ErasedPart = (tx: Tx, erased: { customerId: CustomerId; actor: Actor }) => Promise<void>

/** A named section of the copy of her data that a customer may ask for. */
export interface ExportedPart {
  name: string
  read(tx: Tx, customerId: CustomerId): Promise<unknown>
}

/** What rooms above do when a customer joins, answers, is merged, erased or asks for her data: pushed at program start. */
export const customerParts = {
  joined: [] as JoinedPart[],
  answered: [] as AnsweredPart[],
  merged: [] as MergedPart[],
  erased: [] as ErasedPart[],
  exported: [] as ExportedPart[],
}
