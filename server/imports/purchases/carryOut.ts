import { createCustomer, findCustomer } from '../../customers/customers.ts'
import { brokenConstraint, type Database, inBusiness, type Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import type { CustomerId, PurchaseId } from '../../platform/ids.ts'
import { returnIn, ringUpIn } from '../../till/till.ts'
import type { PurchasesMap } from '../maps/map.ts'
import type { Deed, ReturnDeed } from './deeds.ts'
import { isBought } from './matching.ts'
import type { Key, SlipLine } from './slip.ts'

/** What every lane writes with. */
export interface Pen {
  database: Database
  businessId: string
  actor: Actor
  map: PurchasesMap
}

/** Whose deeds they are: a key of the file, and when she first bought. */
export interface Whose {
  key: Key
  firstMs: number | undefined
}

export type Outcome = 'done' | 'there' | Refused

// One commit for so many receipts of one customer: the disk is asked to keep once, and a stop in the middle loses
// little. They are all there or none of them.
const AT_ONCE = 64

/** Whether the customer was made just now, and what became of each deed. */
export interface CarriedOut {
  made: boolean
  outcomes: Outcome[]
}

/** Writes one customer's deeds in their order (or those of guests, key null). */
export async function carryOut(pen: Pen, key: Key | null, deeds: readonly Deed[]): Promise<CarriedOut> {
  const whose = key && { key, firstMs: deeds.find((deed) => deed.do === 'ring up')?.slip.ms }
  const ids = new Map<string, PurchaseId>()
  for (const deed of deeds) if (deed.do === 'ring up' && deed.known) ids.set(deed.slip.externalId, deed.known)
  const result: CarriedOut = { made: false, outcomes: [] }
  for (let at = 0; at < deeds.length; at += AT_ONCE) {
    const some = deeds.slice(at, at + AT_ONCE)
    const { made, outcomes } = await together(pen, whose, some, ids)
    result.made ||= made
    result.outcomes.push(...outcomes)
  }
  return result
}

/** In one transaction; where one of them is refused, each in its own, so that it can't take the others with it. */
async function together(
  pen: Pen,
  whose: Whose | null,
  deeds: readonly Deed[],
  ids: Map<string, PurchaseId>,
): Promise<CarriedOut> {
  const open = deeds.filter(({ known }) => !known)
  if (open.length === 0 && deeds.length > 0) return { made: false, outcomes: deeds.map(() => 'there') }
  try {
    const made = await inOne(pen, whose, open, ids)
    return { made, outcomes: deeds.map(({ known }) => (known ? 'there' : 'done')) }
  } catch (error) {
    if (!isRefusal(error)) throw error
    if (deeds.length > 1) return oneByOne(pen, whose, deeds, ids)
    return { made: false, outcomes: [error instanceof Refused ? error : 'there'] }
  }
}

async function oneByOne(
  pen: Pen,
  whose: Whose | null,
  deeds: readonly Deed[],
  ids: Map<string, PurchaseId>,
): Promise<CarriedOut> {
  const result: CarriedOut = { made: false, outcomes: [] }
  for (const deed of deeds) {
    const { made, outcomes } = await together(pen, whose, [deed], ids)
    result.made ||= made
    result.outcomes.push(...outcomes)
  }
  return result
}

/** The till says no, or somebody else has brought the same receipt meanwhile. */
function isRefusal(error: unknown): boolean {
  return error instanceof Refused || /_external_id_once$/.test(brokenConstraint(error) ?? '')
}

async function inOne(
  pen: Pen,
  whose: Whose | null,
  deeds: readonly Deed[],
  ids: Map<string, PurchaseId>,
): Promise<boolean> {
  const { made, rungUp } = await inBusiness(pen.database, pen.businessId, async (tx) => {
    try {
      return await write(tx, pen, { whose, deeds, ids })
    } catch (error) {
      // What failed may be a statement sent earlier, of which this error is only the echo: the first one is told.
      await tx.settled()
      throw error
    }
  })
  for (const [externalId, id] of rungUp) ids.set(externalId, id)
  return made
}

async function write(
  tx: Tx,
  { map, actor }: Pen,
  {
    whose,
    deeds,
    ids,
  }: { whose: Whose | null; deeds: readonly Deed[]; ids: ReadonlyMap<string, PurchaseId> },
): Promise<{ made: boolean; rungUp: Map<string, PurchaseId> }> {
  const customer = whose && (await customerOf(tx, whose, map, actor))
  const rungUp = new Map<string, PurchaseId>()
  for (const deed of deeds) {
    const { externalId, ms } = deed.slip
    const occurredAt = Temporal.Instant.fromEpochMilliseconds(ms)
    const by = { actor, now: occurredAt, once: { key: null, hash: null }, bulk: true }
    if (deed.do === 'ring up') {
      const who = customer ? { customer: { id: customer.id } } : {}
      const said = await ringUpIn(tx, { ...who, ...basketOf(deed.lines), occurredAt, externalId }, by)
      rungUp.set(externalId, said.id)
      continue
    }
    for (const [index, part] of deed.parts.entries()) {
      const id = originOf(part, rungUp, ids)
      const lines = part.lines.map(({ line, quantityMilli }) => ({ line, quantity: quantityMilli / 1000 }))
      await returnIn(tx, id, { lines, occurredAt, externalId: partId(externalId, index) }, by)
    }
  }
  return { made: customer?.made ?? false, rungUp }
}

/** A cancellation of several purchases is a return of each: `C1`, `C1/2` … */
function partId(externalId: string, index: number): string {
  return index === 0 ? externalId : `${externalId}/${index + 1}`
}

function originOf(
  { origin }: ReturnDeed['parts'][number],
  rungUp: ReadonlyMap<string, PurchaseId>,
  ids: ReadonlyMap<string, PurchaseId>,
): PurchaseId {
  if ('purchaseId' in origin) return origin.purchaseId
  const id = rungUp.get(origin.slip.externalId) ?? ids.get(origin.slip.externalId)
  if (!id) throw new Refused('not_found', `The purchase ${origin.slip.externalId} was refused.`)
  return id
}

function basketOf(lines: readonly SlipLine[]) {
  const off = lines.filter((line) => !isBought(line))
  const discount = off.reduce(
    (sum, line) => sum + Math.round((line.unitPriceMinor * line.quantityMilli) / 1000),
    0,
  )
  return {
    lines: lines.filter(isBought).map((line) => ({
      kind: line.kind === 'fee' ? ('fee' as const) : ('goods' as const),
      sku: line.sku ?? undefined,
      name: line.name ?? undefined,
      category: line.category ?? undefined,
      brand: line.brand ?? undefined,
      quantity: line.quantityMilli / 1000,
      unitPrice: line.unitPriceMinor,
      discount: line.discountMinor,
    })),
    ...(discount > 0 ? { discount } : {}),
    // What was paid stands in the file, tax and all, whatever the shop's prices are like today.
    taxIncluded: true,
  }
}

/** The customer of a key, made on first sight. Whoever only cancelled is known, but has not joined. */
async function customerOf(
  tx: Tx,
  { key, firstMs }: Whose,
  map: PurchasesMap,
  actor: Actor,
): Promise<{ id: CustomerId; made: boolean }> {
  const named = namedBy(key, map)
  const known = await findCustomer(tx, named)
  if (known) return { id: known, made: false }
  const joinedAt = firstMs === undefined ? null : Temporal.Instant.fromEpochMilliseconds(firstMs).toString()
  const acquisition = map.acquisition ? { acquisition: map.acquisition } : {}
  const made = { ...named, ...acquisition, joinedAt }
  return { id: await createCustomer(tx, made, actor, { welcome: map.joiningGift }), made: true }
}

/** A key of the file as the customers' room takes it. */
export function namedBy({ kind, value }: Key, { source }: Pick<PurchasesMap, 'source'>) {
  return { [kind]: value, ...(kind === 'externalId' && source ? { source } : {}) }
}
