/**
 * API keys: `rk_<business>_<key>_<secret>`. The token names its business, so that it is looked up inside that business
 * with row-level security on. The secret (160 random bits) is shown once and kept only as SHA-256, which is enough for
 * what nobody can guess. Nobody hands out a right that she does not have herself.
 */
import { timingSafeEqual } from 'node:crypto'
import { tell } from '../journal/journal.ts'
import { type Database, inBusiness, statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { type Actor, type Caller, scopes as everyScope, type Scope } from '../platform/http.ts'
import { type Id, newId } from '../platform/ids.ts'
import { hashSecret, hexOf, randomSecret, uuidOf } from '../platform/secrets.ts'

export interface ApiKey {
  apiKeyId: Id<'apiKey'>
  name: string
  scopes: Scope[]
  createdBy: string | null
  createdAt: Temporal.Instant
  lastUsedOn: string | null
  revokedAt: Temporal.Instant | null
}

const columns = `api_key_id as "apiKeyId", name, scopes, created_by as "createdBy", created_at as "createdAt",
  last_used_on as "lastUsedOn", revoked_at as "revokedAt"`

const insertKey = statement<ApiKey>(
  'api_keys.insert',
  `insert into api_keys (business_id, api_key_id, name, secret_hash, scopes, created_by)
   values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
)

/** Makes a key. The token is known only now: it can't be read again. */
export async function createApiKey(
  tx: Tx,
  { name, scopes, actor }: { name: string; scopes: readonly Scope[]; actor: Actor },
): Promise<{ apiKey: ApiKey; token: string }> {
  const id = newId<'apiKey'>()
  const secret = randomSecret()
  const creator = actor.kind === 'staff' ? actor.id : null
  const wanted = everyScope.filter((scope) => scopes.includes(scope))
  const [apiKey] = await tx.rows(insertKey, [tx.businessId, id, name, hashSecret(secret), wanted, creator])
  tell(tx, {
    what: 'api_key.created',
    actor,
    subject: { kind: 'apiKey', id },
    facts: { name, scopes: wanted },
  })
  return { apiKey: apiKey!, token: `rk_${hexOf(tx.businessId)}_${hexOf(id)}_${secret}` }
}

/** Refuses when somebody would hand out a right that she lacks. */
export function refuseBeyondOwn(caller: Caller, wanted: Iterable<Scope>, field: string): void {
  for (const scope of wanted) {
    if (!caller.scopes.has(scope))
      throw new Refused('access.beyond_own', undefined, { field, params: { scope } })
  }
}

const listKeys = statement<ApiKey>(
  'api_keys.list',
  `select ${columns} from api_keys
    where business_id = $1 and ($2::uuid is null or api_key_id > $2) order by api_key_id limit $3`,
)

/** The keys, revoked ones too, in the order in which they were made. */
export async function apiKeysOf(tx: Tx, after: string | null, limit: number): Promise<ApiKey[]> {
  return tx.rows(listKeys, [tx.businessId, after, limit])
}

const revokeKey = statement<ApiKey>(
  'api_keys.revoke',
  `update api_keys set revoked_at = coalesce(revoked_at, now())
    where business_id = $1 and api_key_id = $2 returning ${columns}`,
)

/** Ends a key. Ending it again changes nothing. */
export async function revokeApiKey(tx: Tx, id: string, actor: Actor): Promise<ApiKey> {
  const [apiKey] = await tx.rows(revokeKey, [tx.businessId, id])
  if (!apiKey) throw new Refused('not_found')
  tx.afterCommit(() => known.delete(`${tx.businessId} ${id}`))
  tell(tx, { what: 'api_key.revoked', actor, subject: { kind: 'apiKey', id }, facts: { name: apiKey.name } })
  return apiKey
}

const findKey = statement<{ secretHash: Buffer; scopes: Scope[]; usedToday: boolean }>(
  'api_keys.find',
  `select secret_hash as "secretHash", scopes, last_used_on is not distinct from current_date as "usedToday"
     from api_keys where business_id = $1 and api_key_id = $2 and revoked_at is null`,
)
const markUsed = statement(
  'api_keys.mark_used',
  `update api_keys set last_used_on = current_date
    where business_id = $1 and api_key_id = $2 and last_used_on is distinct from current_date`,
)

interface Known {
  secretHash: Buffer
  caller: Caller
}

// A ring-up must not pay a round trip for its key. The price: a key revoked in one process works in the others for up
// to ten seconds more. What isn't a key is remembered as well, so that a till with a dead one doesn't ask each time.
const KNOWN_MS = 10_000
const KNOWN_AT_MOST = 10_000
const known = new Map<string, { key: Promise<Known | null>; until: number }>()

/** Whose key a token is; null when it is nobody's. */
export async function callerOfKey(database: Database, token: string): Promise<Caller | null> {
  const parts = /^rk_([0-9a-f]{32})_([0-9a-f]{32})_([a-z2-7]{32})$/.exec(token)
  if (!parts) return null
  const [, business, id, secret] = parts as unknown as [string, string, string, string]
  const key = await knownKey(database, uuidOf(business), uuidOf(id))
  if (!key || !timingSafeEqual(key.secretHash, hashSecret(secret))) return null
  return key.caller
}

function knownKey(database: Database, businessId: string, id: string): Promise<Known | null> {
  const name = `${businessId} ${id}`
  const found = known.get(name)
  if (found && found.until > performance.now()) return found.key
  const key = readKey(database, businessId, id)
  if (known.size >= KNOWN_AT_MOST) known.delete(known.keys().next().value!)
  known.set(name, { key, until: performance.now() + KNOWN_MS })
  // A database that doesn't answer is no answer about the key.
  key.catch(() => known.delete(name))
  return key
}

async function readKey(database: Database, businessId: string, id: string): Promise<Known | null> {
  return inBusiness(database, businessId, async (tx) => {
    const [row] = await tx.rows(findKey, [businessId, id])
    if (!row) return null
    if (!row.usedToday) tx.write(markUsed, [businessId, id])
    const caller: Caller = { businessId, actor: { kind: 'key', id }, scopes: new Set(row.scopes) }
    return { secretHash: row.secretHash, caller }
  })
}
