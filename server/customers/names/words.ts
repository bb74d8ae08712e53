import { statement, type Tx } from '../../platform/database.ts'
import type { CustomerId } from '../../platform/ids.ts'
import { readings } from './nearness.ts'

// The row locks keep a word from being forgotten (see `forgetWords`) while somebody is being named by it. `readings`
// come as two arrays side by side: a reading and the word it belongs to.
const learn = statement(
  'customers.learn_words',
  `with fresh as (
     insert into vocabulary (business_id, word)
     select $1, word from unnest($2::text[]) word order by word
     on conflict do nothing returning word
   ), held as (
     select word from vocabulary where business_id = $1 and word = any($2::text[]) order by word for key share
   ), spelled as (
     insert into misspellings (business_id, misspelling, word)
     select $1, reading.misspelling, reading.word
       from unnest($3::text[], $4::text[]) reading (misspelling, word)
       join fresh using (word)
      order by 2, 3
     on conflict do nothing
   )
   insert into name_words (business_id, word, customer_id)
   select $1, word, $5 from unnest($2::text[]) word where (select count(*) from held) >= 0
   on conflict do nothing`,
)

/** Makes a customer found by these folded words from now on. */
export async function indexName(tx: Tx, customerId: CustomerId, words: readonly string[]): Promise<void> {
  if (words.length === 0) return
  const pairs = words.flatMap((word) => readings(word).map((reading) => [reading, word] as const))
  await tx.rows(learn, [
    tx.businessId,
    words,
    pairs.map(([reading]) => reading),
    pairs.map(([, word]) => word),
    customerId,
  ])
}

const wordsOf = statement<{ word: string }>(
  'customers.words_of',
  'select word from name_words where business_id = $1 and customer_id = $2',
)
const unlink = statement(
  'customers.unlink_words',
  'delete from name_words where business_id = $1 and customer_id = $2 and word = any($3::text[])',
)

/** Makes a customer found by exactly these folded words; what nobody is called any more is forgotten. */
export async function reindexName(tx: Tx, customerId: CustomerId, words: readonly string[]): Promise<void> {
  const before = (await tx.rows(wordsOf, [tx.businessId, customerId])).map(({ word }) => word)
  const gone = before.filter((word) => !words.includes(word))
  const fresh = words.filter((word) => !before.includes(word))
  await indexName(tx, customerId, fresh)
  if (gone.length === 0) return
  await tx.rows(unlink, [tx.businessId, customerId, gone])
  await forgetWords(tx, gone)
}

const holdWords = statement(
  'customers.hold_words',
  `select word from vocabulary where business_id = $1 and word = any($2::text[]) order by word for update`,
)
const forget = statement(
  'customers.forget_words',
  `with gone as (
     delete from vocabulary v
      where business_id = $1 and word = any($2::text[])
        and not exists (select from name_words n where n.business_id = v.business_id and n.word = v.word)
      returning word
   )
   delete from misspellings m using gone
    where m.business_id = $1 and m.word = gone.word and m.misspelling = any($3::text[])`,
)

/**
 * A rare name says who somebody was, so it goes with the last who bears it. Locked first and looked at in a second
 * statement, whose snapshot sees those who were named by it meanwhile.
 */
async function forgetWords(tx: Tx, words: readonly string[]): Promise<void> {
  await tx.rows(holdWords, [tx.businessId, words])
  await tx.rows(forget, [tx.businessId, words, words.flatMap(readings)])
}
