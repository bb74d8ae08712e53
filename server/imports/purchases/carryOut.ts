import { brokenConstraint, inBusiness, type Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import type { CustomerId, PurchaseId } from '../../platform/ids.ts'
import { returnIn, ringUpIn } from '../../till/till.ts'
import type { Deed } from './deeds.ts'
import type { ReturnPart } from './matching.ts'
import { basketOf, customerOf, type Pen, type Whose } from './writing.ts'

export type Outcome = 'done' | 'there' | Refused

/** Some of one customer's receipts in their order, or one of a guest (`whose` null). */
export interface Work {
  whose: Whose | null
  deeds: Deed[]
}

/** Whether the customer was made just now, and what became of each deed. */
export interface CarriedOut {
  made: boolean
  outcomes: Outcome[]
}

// So many receipts share a commit. They are all there or none of them, and a stop in the middle loses little.
const AT_ONCE = 192

/** One customer's way through her receipts. */
interface Course {
  work: Work
  open: Deed[]
  /** Known from her first commit on. */
  customerId: CustomerId | null
  /** Purchases by the number of their receipts: a return may follow. */
  ids: Map<string, PurchaseId>
  result: CarriedOut
}

/**
 * Writes the receipts of several customers, each customer's in their order. What is open of all of them goes in rounds:
 * the next receipt of each at once, which the till reads, decides and writes with one statement each for all. Many
 * rounds share a commit. Where one is refused, each customer goes alone, and then each receipt, so that it takes
 * nobody along.
 */
export async function carryOut(pen: Pen, works: readonly Work[]): Promise<CarriedOut[]> {
  const courses = works.map(courseOf)
  for (let left = courses; left.length > 0; left = left.filter(({ open }) => open.length > 0)) {
    const rounds = Math.max(1, Math.floor(AT_ONCE / left.length))
    const some = left.map((course) => ({ course, deeds: course.open.splice(0, rounds) }))
    await together(
      pen,
      some.filter(({ deeds }) => deeds.length > 0),
    )
  }
  return courses.map(({ work, result }) => ({
    made: result.made,
    outcomes: work.deeds.map(({ known }) => (known ? 'there' : result.outcomes.shift()!)),
  }))
}

function courseOf(work: Work): Course {
  const ids = new Map<string, PurchaseId>()
  for (const deed of work.deeds)
    if (deed.do === 'ring up' && deed.known) ids.set(deed.slip.externalId, deed.known)
  const open = work.deeds.filter(({ known }) => !known)
  return { work, open, customerId: null, ids, result: { made: false, outcomes: [] } }
}

interface Stretch {
  course: Course
  deeds: Deed[]
}

async function together(pen: Pen, stretches: readonly Stretch[]): Promise<void> {
  if (stretches.length === 0) return
  try {
    const written = await inBusiness(pen.database, pen.businessId, (tx) => write(tx, pen, stretches))
    for (const { course, deeds, customer, rungUp } of written) {
      course.customerId = customer?.id ?? null
      course.result.made ||= customer?.made ?? false
      for (const [externalId, id] of rungUp) course.ids.set(externalId, id)
      course.result.outcomes.push(...deeds.map((): Outcome => 'done'))
    }
  } catch (error) {
    if (!isRefusal(error)) throw error
    const [first] = stretches
    if (stretches.length > 1) for (const stretch of stretches) await together(pen, [stretch])
    else if (first!.deeds.length > 1)
      for (const deed of first!.deeds) await together(pen, [{ course: first!.course, deeds: [deed] }])
    else first!.course.result.outcomes.push(error instanceof Refused ? error : 'there')
  }
}

/** The till says no, or somebody else has brought the same receipt meanwhile. */
function isRefusal(error: unknown): boolean {
  return error instanceof Refused || /_external_id_once$/.test(brokenConstraint(error) ?? '')
}

interface Written extends Stretch {
  customer: { id: CustomerId; made: boolean } | null
  rungUp: Map<string, PurchaseId>
}

async function write(tx: Tx, pen: Pen, stretches: readonly Stretch[]): Promise<Written[]> {
  const written = await all(
    stretches.map(async ({ course, deeds }): Promise<Written> => {
      const { customerId, work } = course
      const known = customerId && { id: customerId, made: false }
      const customer = known ?? (work.whose && (await customerOf(tx, work.whose, pen)))
      return { course, deeds, customer, rungUp: new Map() }
    }),
  )
  refuseSame(written)
  const rounds = Math.max(...stretches.map(({ deeds }) => deeds.length))
  for (let round = 0; round < rounds; round += 1) {
    await all(written.map((one) => ringUpOne(tx, pen, one, round)))
    // A return reads what it needs step by step: together they would save nothing.
    for (const one of written) await returnOne(tx, pen, one, round)
  }
  return written
}

/** Two keys of the file may name one customer: then they can't go side by side. */
function refuseSame(written: readonly Written[]): void {
  const ids = written.flatMap(({ customer }) => (customer ? [customer.id] : []))
  if (new Set(ids).size < ids.length) throw new Refused('request.invalid', 'One customer stands here twice.')
}

function byOf({ actor }: Pen, { slip }: Deed) {
  const now = Temporal.Instant.fromEpochMilliseconds(slip.ms)
  return { actor, now, once: { key: null, hash: null }, bulk: true }
}

async function ringUpOne(
  tx: Tx,
  pen: Pen,
  { deeds, customer, rungUp }: Written,
  round: number,
): Promise<void> {
  const deed = deeds[round]
  if (deed?.do !== 'ring up') return
  const by = byOf(pen, deed)
  const { externalId } = deed.slip
  const who = customer ? { customer: { id: customer.id } } : {}
  const said = await ringUpIn(tx, { ...who, ...basketOf(deed.lines), occurredAt: by.now, externalId }, by)
  rungUp.set(externalId, said.id)
}

async function returnOne(tx: Tx, pen: Pen, { course, deeds, rungUp }: Written, round: number): Promise<void> {
  const deed = deeds[round]
  if (deed?.do !== 'return') return
  const by = byOf(pen, deed)
  for (const [index, part] of deed.parts.entries()) {
    const id = originOf(part, rungUp, course.ids)
    const lines = part.lines.map(({ line, quantityMilli }) => ({ line, quantity: quantityMilli / 1000 }))
    const externalId = partId(deed.slip.externalId, index)
    await returnIn(tx, id, { lines, occurredAt: by.now, externalId }, by)
  }
}

/** A cancellation of several purchases is a return of each: `C1`, `C1/2` … */
function partId(externalId: string, index: number): string {
  return index === 0 ? externalId : `${externalId}/${index + 1}`
}

function originOf(
  { origin }: ReturnPart,
  rungUp: ReadonlyMap<string, PurchaseId>,
  ids: ReadonlyMap<string, PurchaseId>,
): PurchaseId {
  if ('purchaseId' in origin) return origin.purchaseId
  const id = rungUp.get(origin.slip.externalId) ?? ids.get(origin.slip.externalId)
  if (!id) throw new Refused('not_found', `The purchase ${origin.slip.externalId} was refused.`)
  return id
}

/** Waits for all before it throws the first failure: nobody is left asking of a transaction that is over. */
async function all<Result>(promises: Promise<Result>[]): Promise<Result[]> {
  const outcomes = await Promise.allSettled(promises)
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  })
}
