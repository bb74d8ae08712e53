import { takeTurn } from '../businesses/businesses.ts'
import { tell } from '../journal/journal.ts'
import { pictureUse } from '../looks/looks.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import { newId, type PictureId, type ProgrammeVersionId } from '../platform/ids.ts'
import { type ProgrammeDocument, type ProgrammeDraft, programmeDocument } from './document.ts'

/**
 * The programme: a document with immutable versions. Every grant names the version that it came from, so that what was
 * granted stays explained and is unwound by its own terms. `award` decides what a purchase earns; it is pure.
 */

export * from './award.ts'
export { type Concern, concerns } from './concerns.ts'
export { documentOf } from './document/reading.ts'
export * from './document.ts'
export * from './granted.ts'
export * from './member.ts'
export { mergeMembers } from './merging.ts'
export { programmeSentences } from './sentences.ts'
export { endOfShopDay, expiryOf, shopDay, shopDayOf } from './shopDays.ts'
export * from './stamps.ts'
export { inLanguage, type Listener, say, sayInPieces } from './texts.ts'
export * from './tierReturns.ts'
export * from './tiers.ts'
export { readyProgramme } from './trades.ts'
export * from './unwind.ts'

export interface Version {
  id: ProgrammeVersionId
  number: number
  document: ProgrammeDocument
  createdAt: Temporal.Instant
}

const versionColumns = `version_id as id, number, document, created_at as "createdAt"`
const readCurrent = statement<Version>(
  'programme.current',
  `select ${versionColumns} from programme_versions where business_id = $1 order by number desc limit 1`,
)
const readVersion = statement<Version>(
  'programme.version',
  `select ${versionColumns} from programme_versions where business_id = $1 and version_id = any($2)`,
)
const insertVersion = statement<{ number: number; createdAt: Temporal.Instant }>(
  'programme.insert',
  `insert into programme_versions (business_id, version_id, number, document, created_by)
   select $1, $2, coalesce(max(number), 0) + 1, $3, $4 from programme_versions where business_id = $1
   returning number, created_at as "createdAt"`,
)
const writeBudget = statement(
  'programme.write_budget',
  `insert into budgets (business_id, rule_id, budget) select $1, b.* from unnest($2::text[], $3::bigint[]) b
   on conflict (business_id, rule_id) do update set budget = excluded.budget`,
)

// Versions never change, so that they can be kept without asking whether they still hold.
const kept = new Map<string, Version>()
const KEPT_AT_MOST = 2_000

function keep(version: Version): Version {
  if (kept.size >= KEPT_AT_MOST) kept.delete(kept.keys().next().value!)
  kept.set(version.id, version)
  return version
}

/** The version in force. Every business has one from the day it was set up. */
export async function currentVersion(tx: Tx): Promise<Version> {
  const [version] = await tx.rows(readCurrent, [tx.businessId])
  if (!version) throw new Refused('not_found')
  inForce.set(tx.businessId, version.id)
  return keep(version)
}

const inForce = new Map<string, string>()

/**
 * The version that this process saw in force last, without a round trip. Another process may have saved one since: who
 * decides by it compares with the version that `readMember` finds under the customer's lock.
 */
export async function likelyVersion(tx: Tx): Promise<Version> {
  return kept.get(inForce.get(tx.businessId) ?? '') ?? currentVersion(tx)
}

/** Remembers which version was found in force under a customer's lock: another process may have saved it. */
export function sawInForce(tx: Tx, version: Version): void {
  inForce.set(tx.businessId, version.id)
}

/** A version by its id; from memory when this process has seen it before. */
export async function versionOf(tx: Tx, id: string): Promise<Version> {
  const known = kept.get(id)
  if (known) return known
  const [version] = await tx.rows(readVersion, [tx.businessId, [id]])
  if (!version) throw new Error(`there is no programme version ${id}`)
  return keep(version)
}

/**
 * Puts a new version in force. `expected` is the number of the version that the editor saw: when somebody saved another
 * meanwhile, refuses with `programme.changed`.
 */
export async function saveProgramme(
  tx: Tx,
  draft: ProgrammeDraft,
  actor: Actor,
  expected?: number,
): Promise<Version> {
  const checked = programmeDocument.safeParse(draft)
  if (!checked.success) {
    const issue = checked.error.issues[0]!
    throw new Refused('programme.invalid', issue.message, { field: issue.path.join('.') })
  }
  const document = checked.data
  await takeTurn(tx)
  const id = newId<'programmeVersion'>()
  const [row] = await tx.rows(insertVersion, [
    tx.businessId,
    id,
    JSON.stringify(document),
    actor.kind === 'staff' ? actor.id : null,
  ])
  const { number, createdAt } = row!
  if (expected !== undefined && number !== expected + 1) {
    throw new Refused('programme.changed', undefined, { params: { number: number - 1 } })
  }
  const budgeted = document.rules.filter((rule) => rule.budget !== undefined)
  if (budgeted.length > 0) {
    tx.write(writeBudget, [
      tx.businessId,
      budgeted.map((rule) => rule.id),
      budgeted.map((rule) => rule.budget),
    ])
  }
  tell(tx, { what: 'programme.saved', actor, subject: { kind: 'programmeVersion', id }, facts: { number } })
  const version = { id, number, document, createdAt }
  tx.afterCommit(() => inForce.set(tx.businessId, keep(version).id))
  return version
}

// A prize shows a picture by its address. Every version's stay: what was promised by an old one may still be fetched.
pictureUse(
  statement<{ id: PictureId }>(
    'programme.pictures_shown',
    `select p.id from unnest($2::uuid[]) p (id)
      where exists (select from programme_versions v where v.business_id = $1
                       and v.document::text like '%' || replace(p.id::text, '-', '') || '.webp%')`,
  ),
)
