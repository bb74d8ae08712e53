import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Database, inBusiness, statement, type Tx } from './database.ts'
import { Refused } from './errors.ts'

/** One creating request under its key. Without a key it simply runs. */
export interface Attempt {
  key: string | null
  hash: Buffer
}

/** The key and the fingerprint of a request: method, path and body. The same key with another body is refused. */
export function attemptOf(request: FastifyRequest): Attempt {
  const key = request.headers['idempotency-key']
  const body = Buffer.isBuffer(request.body) ? request.body : JSON.stringify(request.body ?? null)
  const hash = createHash('sha256').update(`${request.method} ${request.url}\n`).update(body).digest()
  return { key: typeof key === 'string' ? key : null, hash }
}

const claim = statement<{ key: string }>(
  'platform.claim_key',
  `insert into idempotent_answers (business_id, key, request_hash) values ($1, $2, $3)
   on conflict do nothing returning key`,
)
const find = statement<{ same: boolean; answer: unknown }>(
  'platform.find_answer',
  'select request_hash = $3 as same, answer from idempotent_answers where business_id = $1 and key = $2',
)
const keep = statement(
  'platform.keep_answer',
  'update idempotent_answers set answer = $3 where business_id = $1 and key = $2',
)

/**
 * Runs creating work once per key: the same key and body get the first answer again, another body is refused with
 * `request.key_reused`. The key is claimed by an insert in the work's own transaction, so that of two at once the
 * second waits for the first, and neither the work nor the answer can be kept without the other.
 */
export async function onlyOnce<Answer>(
  database: Database,
  businessId: string,
  attempt: Attempt,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  return inBusiness(database, businessId, async (tx) => {
    const { key, hash } = attempt
    if (key === null) return work(tx)
    const [claimed] = await tx.rows(claim, [businessId, key, hash])
    if (!claimed) {
      const [earlier] = await tx.rows(find, [businessId, key, hash])
      if (!earlier?.same) throw new Refused('request.key_reused', undefined, { field: 'Idempotency-Key' })
      return earlier.answer as Answer
    }
    const answer = await work(tx)
    tx.write(keep, [businessId, key, JSON.stringify(answer)])
    return answer
  })
}

const forget = statement(
  'platform.forget_answers',
  `delete from idempotent_answers where business_id = $1 and at < now() - interval '30 days'`,
)

/** Nobody retries after a month. */
export function forgetAnswers(tx: Tx): void {
  tx.write(forget, [tx.businessId])
}
