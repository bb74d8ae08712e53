import { tell } from '../journal/journal.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { type Change, given } from '../platform/given.ts'
import { constraintMeans } from '../platform/http/problems.ts'
import type { Actor } from '../platform/http.ts'
import { type LocationId, newId } from '../platform/ids.ts'

constraintMeans('location_external_id_once', 'location.external_id_taken', 'externalId')

/** A place where a business sells. A closed one stays on record; at least one is always open. */
export interface Location {
  locationId: LocationId
  name: string
  /** Null: the business's own. */
  timeZone: string | null
  /** What the shop's other systems call it. */
  externalId: string | null
  /** For customers, as a person would write it on a door. */
  address: string | null
  phone: string | null
  createdAt: Temporal.Instant
  closedAt: Temporal.Instant | null
}

type Said = Pick<Location, 'name' | 'timeZone' | 'externalId' | 'address' | 'phone'>
export type LocationWish = Pick<Said, 'name'> & Change<Omit<Said, 'name'>>

const columns = `location_id as "locationId", name, time_zone as "timeZone", external_id as "externalId",
  address, phone, created_at as "createdAt", closed_at as "closedAt"`

const insertLocation = statement<Location>(
  'locations.insert',
  `insert into locations (business_id, location_id, name, time_zone, external_id, address, phone)
   values ($1, $2, $3, $4, $5, $6, $7) returning ${columns}`,
)

/** Opens a location. */
export async function openLocation(tx: Tx, wish: LocationWish, actor: Actor): Promise<Location> {
  const id = newId<'location'>()
  const { name, timeZone = null, externalId = null, address = null, phone = null } = wish
  const values = [name, timeZone, externalId, address, phone]
  const [location] = await tx.rows(insertLocation, [tx.businessId, id, ...values])
  tell(tx, { what: 'location.opened', actor, subject: { kind: 'location', id }, facts: wish })
  return location!
}

const listLocations = statement<Location>(
  'locations.list',
  `select ${columns} from locations
    where business_id = $1 and ($2::uuid is null or location_id > $2) order by location_id limit $3`,
)

/** The locations, closed ones too, in the order in which they were opened. */
export async function locationsOf(tx: Tx, after: string | null, limit: number): Promise<Location[]> {
  return tx.rows(listLocations, [tx.businessId, after, limit])
}

const findLocations = statement<{ locationId: LocationId }>(
  'locations.find',
  'select location_id as "locationId" from locations where business_id = $1 and location_id = any($2)',
)

/** Refuses when a location that a request names in `field` is none of this business. */
export async function requireLocations(
  tx: Tx,
  named: readonly (LocationId | null)[] | null | undefined,
  field: string,
): Promise<void> {
  const ids = (named ?? []).filter((id) => id !== null)
  if (ids.length === 0) return
  const found = new Set(
    (await tx.rows(findLocations, [tx.businessId, ids])).map(({ locationId }) => locationId),
  )
  if (ids.some((id) => !found.has(id))) throw new Refused('not_found', undefined, { field })
}

// All of them, in one order: two that close at once come one after the other and see each other.
const lockLocations = statement<Location>(
  'locations.lock_all',
  `select ${columns} from locations where business_id = $1 order by location_id for update`,
)
const updateLocation = statement<Location>(
  'locations.update',
  `update locations set name = $3, time_zone = $4, external_id = $5, address = $6, phone = $7,
          closed_at = case when $8 then coalesce(closed_at, now()) end
    where business_id = $1 and location_id = $2 returning ${columns}`,
)

export type LocationChange = Change<Said & { closed: boolean }>

/** Changes what is given and leaves the rest; closes or opens again. */
export async function changeLocation(
  tx: Tx,
  locationId: LocationId,
  change: LocationChange,
  actor: Actor,
): Promise<Location> {
  const all = await tx.rows(lockLocations, [tx.businessId])
  const before = all.find((location) => location.locationId === locationId)
  if (!before) throw new Refused('not_found')
  const othersOpen = all.some((location) => location.locationId !== locationId && !location.closedAt)
  if (change.closed && !othersOpen) throw new Refused('location.last_open', undefined, { field: 'closed' })
  const { closed = before.closedAt !== null, ...rest } = { ...before, ...given(change) }
  const values = [rest.name, rest.timeZone, rest.externalId, rest.address, rest.phone, closed]
  const [after] = await tx.rows(updateLocation, [tx.businessId, locationId, ...values])
  tell(tx, {
    what: 'location.changed',
    actor,
    subject: { kind: 'location', id: locationId },
    facts: { before, after: change },
  })
  return after!
}
