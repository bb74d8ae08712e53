/**
 * Businesses: the tenants of an installation. A business's currency, once chosen, stays: every amount in its books is
 * in it. Everything else about it may change at any time, and each change is in the journal.
 */
import { tell } from '../journal/journal.ts'
import { present } from '../platform/clock.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { type Change, given } from '../platform/given.ts'
import type { Actor } from '../platform/http.ts'
import { type BusinessId, type LocationId, newId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import { countryOf, type Trade } from './business.ts'

export { callerOfKey, createApiKey } from './api-keys.ts'
export { businessFields, emailField, type Trade, trades } from './business.ts'
export { locationsOf, requireLocations } from './locations.ts'

export interface Business {
  businessId: BusinessId
  name: string
  trade: Trade
  currency: string
  timeZone: string
  language: Language
  country: string | null
  pricesIncludeTax: boolean
  /** A business for trying things out, marked as such everywhere. */
  sandbox: boolean
  settings: Record<string, unknown>
  createdAt: Temporal.Instant
}

export interface NewBusiness {
  name: string
  trade: Trade
  currency: string
  timeZone: string
  language: Language
  country?: string | null
  sandbox?: boolean
}

const insertBusiness = statement(
  'businesses.insert',
  `with tenant as (insert into tenants (business_id) values ($1))
   insert into businesses (business_id, name, trade, currency, time_zone, language, country, sandbox)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)
const insertFirstLocation = statement(
  'businesses.insert_first_location',
  'insert into locations (business_id, location_id, name) values ($1, $2, $3)',
)

/** Makes a business and its first location, which bears its name. `tx` must be bound to the id it shall have. */
export async function createBusiness(
  tx: Tx,
  { name, trade, currency, timeZone, language, country, sandbox = false }: NewBusiness,
  actor: Actor,
): Promise<{ businessId: BusinessId; locationId: LocationId }> {
  const land = country ?? countryOf(timeZone)
  const locationId = newId<'location'>()
  tx.write(insertBusiness, [tx.businessId, name, trade, currency, timeZone, language, land, sandbox])
  tx.write(insertFirstLocation, [tx.businessId, locationId, name])
  tell(tx, {
    what: 'business.created',
    actor,
    subject: { kind: 'business', id: tx.businessId },
    facts: { name, trade, currency, timeZone, language },
  })
  await tx.settled()
  return { businessId: tx.businessId, locationId }
}

const selectBusiness = statement<Business>(
  'businesses.select',
  `select business_id as "businessId", name, trade, currency, time_zone as "timeZone", language, country,
          prices_include_tax as "pricesIncludeTax", sandbox, settings, created_at as "createdAt"
     from businesses where business_id = $1`,
)

// Every ring-up asks for its business: a change made by another process is seen at the latest after this time, one
// made by this process at once.
const KEPT_MS = 10_000
const KEPT_AT_MOST = 10_000
const kept = new Map<string, { business: Business; until: number }>()

/** The business of the transaction, at most ten seconds old. */
export async function businessOf(tx: Tx): Promise<Business> {
  const found = kept.get(tx.businessId)
  if (found && found.until > performance.now()) return found.business
  const [business] = await tx.rows(selectBusiness, [tx.businessId])
  if (!business) throw new Refused('not_found')
  if (kept.size >= KEPT_AT_MOST) kept.delete(kept.keys().next().value!)
  kept.set(tx.businessId, { business, until: performance.now() + KEPT_MS })
  return business
}

/** The business's present: a sandbox may have a clock of its own, for trying what next year brings. */
export async function nowOf(tx: Tx): Promise<Temporal.Instant> {
  const { sandbox, settings } = await businessOf(tx)
  return sandbox && typeof settings.clock === 'string' ? Temporal.Instant.from(settings.clock) : present()
}

const lockBusiness = statement<Business>('businesses.lock', `${selectBusiness.text} for update`)
const updateBusiness = statement(
  'businesses.update',
  `update businesses set name = $2, trade = $3, time_zone = $4, language = $5, country = $6,
          prices_include_tax = $7, settings = $8 where business_id = $1`,
)

const turn = statement(
  'businesses.take_turn',
  'select business_id from businesses where business_id = $1 for no key update',
)

/** What is numbered within a business comes one after the other: until the transaction ends, others wait here. */
export async function takeTurn(tx: Tx): Promise<void> {
  await tx.rows(turn, [tx.businessId])
}

export type BusinessChange = Change<
  Pick<Business, 'name' | 'trade' | 'timeZone' | 'language' | 'country' | 'pricesIncludeTax' | 'settings'>
>

/** Changes what is given and leaves the rest; settings are merged key by key, null removes one. */
export async function changeBusiness(tx: Tx, change: BusinessChange, actor: Actor): Promise<Business> {
  const [before] = await tx.rows(lockBusiness, [tx.businessId])
  if (!before) throw new Refused('not_found')
  const settings = withoutNulls({ ...before.settings, ...change.settings })
  const after: Business = { ...before, ...given(change), settings }
  tx.write(updateBusiness, [
    tx.businessId,
    after.name,
    after.trade,
    after.timeZone,
    after.language,
    after.country,
    after.pricesIncludeTax,
    JSON.stringify(settings),
  ])
  tx.afterCommit(() => kept.delete(tx.businessId))
  const was = Object.fromEntries(
    Object.keys(change).map((field) => [field, before[field as keyof BusinessChange]]),
  )
  tell(tx, {
    what: 'business.changed',
    actor,
    subject: { kind: 'business', id: tx.businessId },
    facts: { before: was, after: change },
  })
  return after
}

function withoutNulls(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null))
}
