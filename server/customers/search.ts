import { statement, type Tx } from '../platform/database.ts'
import { type CustomerId, readId } from '../platform/ids.ts'
import { normalCard } from './identities/card.ts'
import { findCustomer } from './identities/lookup.ts'
import { countryHere, normalEmail, normalExternalId } from './identities/normal.ts'
import { normalPhone, phoneBeginning, plainDigits } from './identities/phone.ts'
import { afterAll, FOUND_AT_MOST, searchNames } from './names/search.ts'

const LEAST_DIGITS = 3
const LEAST_LETTERS_OF_EMAIL = 3

// One probe per way in which what was typed can be an identity; a null asks for nothing. Whole ones first.
const byIdentity = statement<{ customerId: CustomerId }>(
  'customers.search_identities',
  `select customer_id as "customerId" from (
     (select customer_id, 0 as rank, value from identities
       where business_id = $1 and kind = 'card' and source = '' and value = $2)
     union all
     (select customer_id, 0, value from identities
       where business_id = $1 and kind = 'email' and source = '' and value = $3)
     union all
     (select customer_id, 0, value from identities
       where business_id = $1 and kind = 'phone' and source = '' and value = $4)
     union all
     (select customer_id, 1, value from identities
       where business_id = $1 and kind = 'external' and value = $5 limit $11)
     union all
     (select customer_id, 2, value from identities
       where business_id = $1 and tail >= $6 and tail < $7 limit $11)
     union all
     (select customer_id, 3, value from identities
       where business_id = $1 and kind = 'phone' and source = '' and value >= $8 and value < $9 limit $11)
     union all
     (select customer_id, 4, value from identities
       where business_id = $1 and kind = 'email' and source = '' and value >= $10 and value < $12 limit $11)
   ) found
   order by rank, value, customer_id`,
)

/**
 * Finds customers by whatever was typed into one field: a phone number in any writing, its beginning or its last
 * digits, a card, an email or its beginning, an external id, an id of ours, or a name. The best first, at most 200.
 */
export async function searchCustomers(tx: Tx, query: string): Promise<CustomerId[]> {
  const typed = query.normalize('NFC').trim()
  const id = readId('customer', typed)
  if (id) {
    const found = await findCustomer(tx, { id }).catch(ignoreErased)
    return found ? [found] : []
  }
  const exact = await findTyped(tx, typed)
  const named = /\p{L}/u.test(typed) && !typed.includes('@') ? await searchNames(tx, typed) : []
  return [...new Set([...exact, ...named])].slice(0, FOUND_AT_MOST)
}

/** Search never shows an erased customer; asking for her by id elsewhere says that she is gone. */
function ignoreErased(error: { code?: string }): undefined {
  if (error.code !== 'customer.erased') throw error
}

async function findTyped(tx: Tx, typed: string): Promise<CustomerId[]> {
  const country = await countryHere(tx)
  const digits = plainDigits(typed).replace(/[\s()+\-–./]/g, '')
  const dialled = /^\d+$/.test(digits) && digits.length >= LEAST_DIGITS
  const tail = dialled && digits.length <= 15 ? Array.from(digits).reverse().join('') : null
  const beginning = dialled ? (phoneBeginning(typed, country) ?? null) : null
  const oneWord = !/\s/.test(typed) && typed.length >= LEAST_LETTERS_OF_EMAIL && typed.length <= 254
  const email = oneWord && !dialled ? typed.toLowerCase().normalize('NFC') : null
  const rows = await tx.rows(byIdentity, [
    tx.businessId,
    normalCard(typed) ?? null,
    normalEmail(typed) ?? null,
    dialled ? (normalPhone(typed, country) ?? null) : null,
    normalExternalId(typed) ?? null,
    tail,
    tail && afterAll(tail),
    beginning,
    beginning && afterAll(beginning),
    email,
    FOUND_AT_MOST,
    email && afterAll(email),
  ])
  return rows.map(({ customerId }) => customerId)
}
