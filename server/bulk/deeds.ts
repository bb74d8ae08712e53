import { z } from 'zod'
import { addNote, readCustomer, removeNote, updateCustomer } from '../customers/customers.ts'
import type { Tx } from '../platform/database.ts'
import type { Actor, Scope } from '../platform/http.ts'
import { type CustomerId, type Id, readId, type TransferId } from '../platform/ids.ts'
import { adjust, adjustmentFields, undoAdjustment } from '../till/till.ts'

/** What can be done for many customers at once. */
export const deed = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('adjust'), ...adjustmentFields }),
  z.strictObject({
    kind: z.literal('note'),
    text: z.string().trim().min(1, { error: 'must not be empty' }).max(4000),
  }),
  z.strictObject({
    kind: z.literal('answer'),
    key: z.string().regex(/^[a-z][a-zA-Z0-9_]{0,49}$/, { error: 'must be a short name like favouriteTea' }),
    value: z.union([z.string().max(1000), z.number(), z.boolean()]).nullable(),
  }),
  z.strictObject({ kind: z.literal('source'), source: z.string().trim().min(1).max(200).nullable() }),
])
export type Deed = z.output<typeof deed>

/** The right that a deed asks for, beside that to change customers. */
export function scopeOf({ kind }: Deed): Scope {
  return kind === 'adjust' ? 'points:adjust' : 'customers:write'
}

/** What was made for one customer: enough to take it back. */
export type Made = { transfer: string } | { note: string } | { before: string | number | boolean | null }

export interface By {
  actor: Actor
  now: Temporal.Instant
}

/** Does it for one customer. Refuses as the same thing by hand would. */
export async function doFor(tx: Tx, id: CustomerId, what: Deed, by: By): Promise<Made> {
  switch (what.kind) {
    case 'adjust': {
      const { unit, amount, reason } = what
      const { id: transfer } = await adjust(tx, { customerId: id, unit, amount, reason }, by)
      return { transfer }
    }
    case 'note':
      return { note: (await addNote(tx, id, what.text, by.actor)).noteId }
    case 'answer': {
      const { attributes } = await readCustomer(tx, id)
      await updateCustomer(tx, id, { attributes: { [what.key]: what.value } }, by.actor)
      return { before: attributes[what.key] ?? null }
    }
    case 'source': {
      const { acquisition } = await readCustomer(tx, id)
      await updateCustomer(tx, id, { acquisition: what.source }, by.actor)
      return { before: acquisition }
    }
  }
}

/** Takes it back for one customer. Answers false where somebody has changed it since, or it is used up: then it stays. */
export async function undoFor(tx: Tx, id: CustomerId, what: Deed, made: Made, by: By): Promise<boolean> {
  if ('transfer' in made) {
    const transferId: TransferId = readId('transfer', made.transfer)!
    const { writtenOff } = await undoAdjustment(tx, { customerId: id, transferId }, by)
    return writtenOff === 0
  }
  if ('note' in made) {
    await removeNote(tx, { id, noteId: made.note as Id<'note'> }, by.actor)
    return true
  }
  const { attributes, acquisition } = await readCustomer(tx, id)
  if (what.kind === 'answer') {
    if ((attributes[what.key] ?? null) !== what.value) return false
    await updateCustomer(tx, id, { attributes: { [what.key]: made.before } }, by.actor)
  }
  if (what.kind === 'source') {
    if (acquisition !== what.source) return false
    await updateCustomer(tx, id, { acquisition: made.before as string | null }, by.actor)
  }
  return true
}
