import { type RawBuilder, sql } from 'kysely'
import { statement, type Tx } from '../../platform/database.ts'
import type { CustomerId } from '../../platform/ids.ts'
import { namesOf, recordsOf } from '../record.ts'
import { foldWord, plainWords } from './fold.ts'
import { nearness, readings } from './nearness.ts'

/** How many customers a search by name looks at in the end: more than that, and one more letter helps more. */
export const FOUND_AT_MOST = 200
const WORDS_ASKED = 4
const NEAR_WORDS = 30
// Where two frequent names meet, at most so many bearers of the rarer one are looked through: 20,000 cost about 60 ms.
const LOOKED_THROUGH = 20_000
const COUNTED = 2_000

/** A word that is searched for: its folded forms, and words that it may be a misspelling of. */
interface Asked {
  plain: string
  keys: string[]
  words: string[]
}

/**
 * Finds customers by name: any order of its words, any script and spelling that folds alike, a mistake or two in longer
 * words, and words that are still being typed. The best first. Work is bounded whatever is asked and however many
 * customers there are.
 */
export async function searchNames(tx: Tx, query: string): Promise<CustomerId[]> {
  const asked = await understand(tx, query)
  if (asked.length === 0) return []
  const [rarest, ...others] = asked.length === 1 ? asked : await rarestFirst(tx, asked)
  const rows = await tx.all(candidates(tx.businessId, rarest!, others))
  return rank(
    tx,
    asked,
    rows.map(({ customerId }) => customerId),
  )
}

const near = statement<{ word: string }>(
  'customers.near_words',
  `select distinct m.word
     from unnest($2::text[]) reading
    cross join lateral (
      select word from misspellings where business_id = $1 and misspelling = reading limit 500) m`,
)

async function understand(tx: Tx, query: string): Promise<Asked[]> {
  const plain = plainWords(query.slice(0, 200)).slice(0, WORDS_ASKED)
  const asked = plain
    .map((word) => ({ plain: word, keys: foldWord(word) }))
    .filter(({ keys }) => keys.length > 0)
  const all = [...new Set(asked.flatMap(({ keys }) => keys.flatMap(readings)))]
  const known = (await tx.rows(near, [tx.businessId, all])).map(({ word }) => word)
  return asked.map(({ plain: word, keys }) => ({
    plain: word,
    keys,
    words: [...keys, ...nearest(keys, known)],
  }))
}

function nearest(keys: readonly string[], known: readonly string[]): string[] {
  return known
    .map((word) => ({ word, mistakes: Math.min(...keys.map((key) => nearness(key, word) ?? 9)) }))
    .filter(({ word, mistakes }) => mistakes < 9 && !keys.includes(word))
    .sort((a, b) => a.mistakes - b.mistakes || (a.word < b.word ? -1 : 1))
    .slice(0, NEAR_WORDS)
    .map(({ word }) => word)
}

/** The first text, ordered by bytes, after everything that begins like this. */
export const afterAll = (beginning: string) => `${beginning}\u{10FFFF}`

/** Rows of name_words for one word that is asked for, each way of meeting it limited by itself. */
function meeting(businessId: string, { keys, words }: Asked, limit: number): RawBuilder<unknown> {
  const same = sql`(select customer_id from name_words
     where business_id = ${businessId} and word = any(${words}::text[]) limit ${limit})`
  const begun = keys.map(
    (key) => sql`(select customer_id from name_words
       where business_id = ${businessId} and word > ${key} and word < ${afterAll(key)} limit ${limit})`,
  )
  return sql.join([same, ...begun], sql` union all `)
}

async function rarestFirst(tx: Tx, asked: readonly Asked[]): Promise<Asked[]> {
  const counts = asked.map((word) => sql`(select count(*) from (${meeting(tx.businessId, word, COUNTED)}) w)`)
  const row = await tx.first<{ counts: number[] }>(sql`select array[${sql.join(counts)}] as counts`)
  return asked.toSorted((a, b) => row!.counts[asked.indexOf(a)]! - row!.counts[asked.indexOf(b)]!)
}

function candidates(
  businessId: string,
  rarest: Asked,
  others: readonly Asked[],
): RawBuilder<{ customerId: CustomerId }> {
  const limit = others.length === 0 ? FOUND_AT_MOST : LOOKED_THROUGH
  const alsoCalled = others.map(({ keys, words }) => {
    const begun = keys.map((key) => sql`or (w.word > ${key} and w.word < ${afterAll(key)})`)
    return sql`and exists (select from name_words w where w.business_id = ${businessId}
      and w.customer_id = rare.customer_id and (w.word = any(${words}::text[]) ${sql.join(begun, sql` `)}))`
  })
  return sql`with rare as materialized (${meeting(businessId, rarest, limit)})
    select distinct customer_id as "customerId" from (
      select customer_id from rare where true ${sql.join(alsoCalled, sql` `)} limit ${2 * FOUND_AT_MOST}) found
     order by 1`
}

/** The best first: every word met as it was typed, then as it sounds, then begun, then mistyped. */
async function rank(tx: Tx, asked: readonly Asked[], ids: readonly CustomerId[]): Promise<CustomerId[]> {
  const scored = (await recordsOf(tx, ids)).map((record) => {
    const words = [...new Set(namesOf(record).flatMap(plainWords))]
    const bearing = words.map((plain) => ({ plain, keys: foldWord(plain) }))
    const distance = asked.reduce(
      (sum, word) => sum + Math.min(9, ...bearing.map((own) => apart(word, own))),
      0,
    )
    return { id: record.customerId, distance: distance + words.length / 100 }
  })
  return scored
    .sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1))
    .slice(0, FOUND_AT_MOST)
    .map(({ id }) => id)
}

function apart(asked: Omit<Asked, 'words'>, own: Omit<Asked, 'words'>): number {
  if (asked.plain === own.plain) return 0
  const between = asked.keys.flatMap((key) =>
    own.keys.map((other) => {
      if (key === other) return 0.1
      if (other.startsWith(key)) return 0.5
      return 1 + (nearness(key, other) ?? 8)
    }),
  )
  return Math.min(9, ...between)
}
