import { brokenConstraint, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import type { EarlierAnswer, Once } from '../purchases/purchases.ts'

/** Who rings up, when, and under which key. */
export interface By {
  actor: Actor
  now: Temporal.Instant
  once: Once
  /** Only say what would happen: nothing is claimed, nothing is written. */
  dryRun?: boolean
  /** From a file, by the thousand: the lines say all there is to say, and nobody will ask for the answer again. */
  bulk?: boolean
}

/** The same, where the moment is the business's present unless it is said. */
export type Asked = Omit<By, 'now'> & {
  now?: Temporal.Instant
  /** Carried out first, in the same transaction: it refuses, or uses up what allows the work. */
  within?: ((tx: Tx) => Promise<void>) | null
}

/** An answer as it is kept and sent: its text, in which codes are still sealed. */
export interface Said {
  text: string
  id: string
}

/** The first of two equal requests wins by the unique keys; a refusal may only mean that the first changed the balance. */
export function mayBeRepeat(error: unknown, { key }: Once, externalId: string | null): boolean {
  if (key === null && externalId === null) return false
  return error instanceof Refused || /_(key|external_id)_once$/.test(brokenConstraint(error) ?? '')
}

export function sameAnswer(
  earlier: EarlierAnswer,
  externalId: string | null,
  taken: 'purchase.external_id_taken' | 'return.external_id_taken',
): Said {
  if (earlier.same) return { text: JSON.stringify(earlier.answer), id: earlier.id }
  if (externalId !== null) throw new Refused(taken, undefined, { field: 'externalId' })
  throw new Refused('request.key_reused', undefined, { field: 'Idempotency-Key' })
}
