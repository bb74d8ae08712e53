import { nowOf } from '../businesses/businesses.ts'
import { type Database, inBusiness, OutcomeUnknown } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Asked, Said } from './asking.ts'
import type { RingUpRequest } from './request.ts'
import { ringUpIn } from './ringUp.ts'

/**
 * Several ring-ups in one commit. While a few transactions of a business are under way, those who come wait and then go
 * together: one lock statement, one read, one write and one flush to the disk for all of them. Nobody waits when it is
 * quiet, and the more come the less each costs. One that fails takes nobody along: the group is undone, and each
 * goes again alone.
 */

interface Waiting {
  request: RingUpRequest
  by: Asked
  resolve: (said: Said | null) => void
  reject: (error: unknown) => void
}

interface Line {
  waiting: Waiting[]
  underWay: number
}

// Two keep the processor and the disk busy in turn; more only make the groups smaller.
const AT_ONCE = 2
const GROUP_AT_MOST = 24

const lines = new WeakMap<Database, Map<string, Line>>()

/**
 * Whether a purchase may go with others: of a known customer, paid with nothing but money. What claims stock, codes or
 * cards shares rows with other tills, and keeps them no longer than it must.
 */
export function mayGroup({ customer, redeem, lines }: RingUpRequest, { dryRun, within }: Asked): boolean {
  if (!customer?.id || redeem || dryRun || within) return false
  return !lines?.some(({ kind }) => kind === 'gift_card' || kind === 'store_credit')
}

/** Rings up together with others; null when the group failed and this one should go alone. */
export function ringUpTogether(
  database: Database,
  businessId: string,
  request: RingUpRequest,
  by: Asked,
): Promise<Said | null> {
  const ofDatabase = lines.get(database) ?? new Map<string, Line>()
  lines.set(database, ofDatabase)
  const line = ofDatabase.get(businessId) ?? { waiting: [], underWay: 0 }
  ofDatabase.set(businessId, line)
  const { promise, resolve, reject } = Promise.withResolvers<Said | null>()
  line.waiting.push({ request, by, resolve, reject })
  if (line.underWay < AT_ONCE)
    void work(database, businessId, line).finally(
      () => line.waiting.length === 0 && line.underWay === 0 && ofDatabase.delete(businessId),
    )
  return promise
}

async function work(database: Database, businessId: string, line: Line): Promise<void> {
  line.underWay += 1
  while (line.waiting.length > 0) {
    const group = nextGroup(line)
    try {
      const said = await runGroup(database, businessId, group)
      for (const [index, { resolve }] of group.entries()) resolve(said[index] ?? null)
    } catch (error) {
      // Undone for certain: each goes again alone. Otherwise going again could ring up twice.
      for (const { resolve, reject } of group) error instanceof OutcomeUnknown ? reject(error) : resolve(null)
    }
  }
  line.underWay -= 1
}

/** The first that wait, each customer and each key once: a statement can't change one row twice. */
function nextGroup(line: Line): Waiting[] {
  const group: Waiting[] = []
  const later: Waiting[] = []
  const taken = new Set<string>()
  for (const one of line.waiting) {
    const names = [one.request.customer!.id!, `k ${one.by.once.key}`, `x ${one.request.externalId}`].filter(
      (name) => !/^[kx] (null|undefined)$/.test(name),
    )
    if (group.length < GROUP_AT_MOST && !names.some((name) => taken.has(name))) {
      group.push(one)
      for (const name of names) taken.add(name)
    } else {
      later.push(one)
    }
  }
  line.waiting = later
  return group
}

async function runGroup(database: Database, businessId: string, group: Waiting[]): Promise<(Said | null)[]> {
  return inBusiness(database, businessId, async (tx) => {
    const present = await nowOf(tx)
    // Each decides by itself; what they ask in the same turn is one statement, and so is what they write.
    const outcomes = await Promise.allSettled(
      group.map(({ request, by }) => ringUpIn(tx, request, { ...by, now: by.now ?? present })),
    )
    // A refusal comes before anything is written; it is told by going again alone, where an earlier answer is looked
    // for. Any other failure may have left half of a purchase behind: the whole group is undone.
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected' && !(outcome.reason instanceof Refused)) throw outcome.reason
    }
    return outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : null))
  })
}
