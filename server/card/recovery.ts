import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import { businessOf } from '../businesses/businesses.ts'
import { findCustomer, normalEmail, verifyIdentity } from '../customers/customers.ts'
import { tell } from '../journal/journal.ts'
import { lookOf } from '../looks/looks.ts'
import { canMail, sendLater } from '../messages/messages.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { type CustomerId, newId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import { issueToken } from './tokens.ts'

const CODE_MINUTES = 10
const TRIES = 5
/** One customer gets no more codes than this in an hour, however many ask. */
const CODES_PER_HOUR = 5

/** What somebody who asks is told: the same whether she is known or not. */
export interface Challenge {
  /** What the code is sent back with; null where a person at the counter has to help. */
  challenge: string | null
  how: 'email' | 'counter'
}

const insert = statement<{ codeId: string }>(
  'card.insert_recovery_code',
  `insert into one_time_codes (business_id, code_id, customer_id, kind, sent_to, code_hash, expires_at)
   select $1, $2, $3, 'recovery', $4, $5, $6
    where (select count(*) from one_time_codes where business_id = $1 and customer_id = $3 and kind = 'recovery'
              and made_at > now() - interval '1 hour') < $7
   returning code_id as "codeId"`,
)
const forget = statement(
  'card.forget_one_time_codes',
  `delete from one_time_codes where business_id = $1 and customer_id = $2 and expires_at < now() - interval '1 day'`,
)

/**
 * Sends a one-time code to an e-mail address that a customer is known by. Where there is none, nothing is sent and the
 * answer is the same. A phone number can't be written to: then the counter helps.
 */
export async function startRecovery(
  tx: Tx,
  asked: { email?: string | undefined; phone?: string | undefined },
  language: Language,
): Promise<Challenge> {
  const email = asked.email === undefined ? undefined : normalEmail(asked.email)
  if (email === undefined || !canMail()) return { challenge: null, how: 'counter' }
  const challenge = newId()
  const customerId = await findCustomer(tx, { email })
  if (customerId) await sendCode(tx, { customerId, email, challenge, language })
  return { challenge, how: 'email' }
}

async function sendCode(
  tx: Tx,
  {
    customerId,
    email,
    challenge,
    language,
  }: { customerId: CustomerId; email: string; challenge: string; language: Language },
): Promise<void> {
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  const until = Temporal.Now.instant().add({ minutes: CODE_MINUTES })
  tx.write(forget, [tx.businessId, customerId])
  const [made] = await tx.rows(insert, [
    ...[tx.businessId, challenge, customerId, email, hashOf(challenge, code), until, CODES_PER_HOUR],
  ])
  if (!made) return
  const [{ name }, { fill, on }] = await Promise.all([businessOf(tx), lookOf(tx)])
  await sendLater(tx, {
    ...{ kind: 'one_time_code', language, to: email, business: name, fill, on, customerId },
    params: { code },
    usefulUntil: until,
  })
}

/** With the challenge in it, so that equal codes look different. A million codes are soon tried: see the five tries. */
function hashOf(challenge: string, code: string): Buffer {
  return createHash('sha256').update(`${challenge}\n${code}`).digest()
}

interface Code {
  customerId: CustomerId
  codeHash: Buffer
  sentTo: string
}

// Counted before it is compared, in a statement of its own: of a thousand tries at once five are looked at.
const countTry = statement<Code>(
  'card.count_try',
  `update one_time_codes set tries = tries + 1
    where business_id = $1 and code_id = $2 and kind = 'recovery' and used_at is null and expires_at > now()
      and tries < $3
   returning customer_id as "customerId", code_hash as "codeHash", sent_to as "sentTo"`,
)
const use = statement<{ codeId: string }>(
  'card.use_recovery_code',
  `update one_time_codes set used_at = now() where business_id = $1 and code_id = $2 and used_at is null
   returning code_id as "codeId"`,
)

/** What a try came to. A wrong one must be counted, so it is no refusal: that would undo the count. */
export async function tryCode(tx: Tx, challenge: string, code: string): Promise<{ token: string } | null> {
  const [found] = await tx.rows(countTry, [tx.businessId, challenge, TRIES])
  if (!found || !timingSafeEqual(found.codeHash, hashOf(challenge, code))) return null
  const [used] = await tx.rows(use, [tx.businessId, challenge])
  if (!used) return null
  const customerId = await findCustomer(tx, { id: found.customerId })
  if (!customerId) throw new Refused('customer.not_found')
  const actor = { kind: 'customer', id: customerId } as const
  verifyIdentity(tx, customerId, { kind: 'email', value: found.sentTo })
  tell(tx, { what: 'card.recovered', actor, customerId })
  return { token: issueToken(tx, customerId, 'recovery') }
}
