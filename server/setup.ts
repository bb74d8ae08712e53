/**
 * Setting a business up: the business, its first location, its owner's seat with a one-time link, a key with every
 * right and a ready programme, all or nothing.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import {
  businessFields,
  businessOf,
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
import type { Language } from './platform/refusals.ts'
import { uuidOf } from './platform/secrets.ts'
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
const firstKeyName: Record<Language, string> = {
  en: 'First key',
  hu: 'Első kulcs',
  hy: 'Առաջին բանալի',
  mn: 'Эхний түлхүүр',
}

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
    const { token } = await createApiKey(tx, { name: firstKeyName[business.language], scopes, actor: system })
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

// Two tries of one intent come one after the other: whoever waits finds what the first has made.
const lockIntent = statement(
  'setup.lock_intent',
  'select pg_advisory_xact_lock(hashtextextended($1::text, 7249617303))',
)
const isThere = statement<{ there: boolean }>(
  'setup.business_is_there',
  'select exists (select from businesses where business_id = $1) as there',
)

/**
 * Sets a further business up for somebody who can sign in: she is its owner at once. Tried again under its key, it is
 * the same business; its id follows from who asks and the key, as no business is there yet to remember it in.
 */
export async function setUpFurther(
  database: Database,
  person: { userId: string; name: string; email: string },
  business: NewBusiness,
  key: string | null,
): Promise<BusinessId> {
  const id = key === null ? newId<'business'>() : idOfIntent(person.userId, key)
  return inBusiness(database, id, async (tx) => {
    await tx.rows(lockIntent, [id])
    const [found] = await tx.rows(isThere, [id])
    if (found!.there) {
      const made = await businessOf(tx)
      const same = made.name === business.name && made.currency === business.currency
      if (!same) throw new Refused('request.key_reused', undefined, { field: 'Idempotency-Key' })
      return id
    }
    const { staffId } = await layGround(tx, business, person)
    await sitDown(tx, staffId, person)
    return id
  })
}

function idOfIntent(userId: string, key: string): BusinessId {
  return uuidOf(createHash('sha256').update(`${userId}\n${key}`).digest('hex').slice(0, 32))
}

function firstKey(secret: string): string {
  return createHmac('sha256', secret).update('first set-up').digest('base64url')
}
