/**
 * Setting a business up: the business, its first location, its owner's seat with a one-time link, a key with every
 * right and a ready programme, all or nothing.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import {
  businessFields,
  createApiKey,
  createBusiness,
  emailField,
  type NewBusiness,
} from './businesses/businesses.ts'
import type { Config } from './platform/config.ts'
import { type Database, inBusiness, statement, type Tx } from './platform/database.ts'
import { Refused } from './platform/errors.ts'
import { type Actor, scopes } from './platform/http.ts'
import { type BusinessId, type LocationId, newId, type StaffId } from './platform/ids.ts'
import { readyProgramme, saveProgramme } from './programme/programme.ts'
import { addPerson, addSeat, invite, sitDown } from './staff/staff.ts'

/** What setting up must be told. */
export const setUpFields = {
  name: businessFields.name,
  trade: businessFields.trade,
  currency: businessFields.currency,
  timezone: businessFields.timeZone,
  language: businessFields.language,
  ownerEmail: emailField,
}
const setUpWish = z.object(setUpFields)

export interface SetUp {
  businessId: BusinessId
  locationId: LocationId
  /** The token: it can't be read again. */
  apiKey: string
  /** Where the owner chooses her password; good once, for seven days. */
  ownerUrl: string
}

const system: Actor = { kind: 'system', id: null }

/** Sets a business up. What it is told is checked here too; a `ZodError` says what is wrong with which field. */
export async function setUpBusiness(
  database: Database,
  wish: z.input<typeof setUpWish> & { publicUrl: string; sandbox?: boolean },
): Promise<SetUp> {
  const { ownerEmail, timezone, ...rest } = setUpWish.parse(wish)
  const business = { ...rest, timeZone: timezone, sandbox: wish.sandbox ?? false }
  return inBusiness(database, newId<'business'>(), async (tx) => {
    const { businessId, locationId, staffId } = await layGround(tx, business, {
      name: ownerEmail,
      email: ownerEmail,
    })
    const { token } = await createApiKey(tx, { name: 'First key', scopes, actor: system })
    const { url: ownerUrl } = invite(tx, staffId, system, wish.publicUrl)
    return { businessId, locationId, apiKey: token, ownerUrl }
  })
}

/** The part that both ways of setting up share: business, location, programme, the owner's empty seat. */
async function layGround(
  tx: Tx,
  business: NewBusiness,
  owner: { name: string; email: string },
): Promise<{ businessId: BusinessId; locationId: LocationId; staffId: StaffId }> {
  const made = await createBusiness(tx, business, system)
  await saveProgramme(tx, readyProgramme(business.trade, business.currency), system)
  const { staffId } = await addSeat(tx, { ...owner, role: 'owner' }, system)
  return { ...made, staffId }
}

const countTenants = statement<{ none: boolean }>(
  'setup.count_tenants',
  'select not exists (select from tenants) as none',
)
// Two browsers with the first link come one after the other; the number only has to be ours.
const lockFirst = statement('setup.lock_first', 'select pg_advisory_xact_lock(7249617303)')

/**
 * The link of the very first start, where the first business is set up in the browser; null as soon as there is one.
 * Its key follows from the installation's secret, so that it is the same until it has been used. It stands behind the
 * `#`, which no server and no log gets to see.
 */
export async function firstSetupLink(
  database: Database,
  { publicUrl, secret }: Pick<Config, 'publicUrl' | 'secret'>,
): Promise<string | null> {
  const { rows } = await database.pool.query<{ none: boolean }>(countTenants.text)
  return rows[0]!.none ? `${publicUrl}/setup#${firstKey(secret)}` : null
}

/** Sets the first business up, its owner signed up with it. Refuses the wrong key, and everybody once it is done. */
export async function setUpFirst(
  database: Database,
  secret: string,
  wish: NewBusiness & { key: string; ownerName: string; ownerEmail: string; passwordHash: string },
): Promise<{ businessId: BusinessId; locationId: LocationId }> {
  const { key, ownerName, ownerEmail, passwordHash, ...business } = wish
  const expected = Buffer.from(firstKey(secret))
  const given = Buffer.from(key)
  const right = given.length === expected.length && timingSafeEqual(given, expected)
  return inBusiness(database, newId<'business'>(), async (tx) => {
    await tx.rows(lockFirst, [])
    const [tenants] = await tx.rows(countTenants, [])
    if (!tenants!.none) throw new Refused('setup.done')
    if (!right) throw new Refused('setup.link_dead')
    const owner = { name: ownerName, email: ownerEmail }
    const { staffId, ...made } = await layGround(tx, business, owner)
    const userId = newId()
    await sitDown(tx, staffId, { userId, name: ownerName })
    await addPerson(tx, { ...owner, userId, passwordHash })
    return made
  })
}

function firstKey(secret: string): string {
  return createHmac('sha256', secret).update('first set-up').digest('base64url')
}
