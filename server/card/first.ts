import { businessOf } from '../businesses/businesses.ts'
import { readCustomer } from '../customers/customers.ts'
import { lookOf } from '../looks/looks.ts'
import { type Database, inBusiness } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { type BusinessId, showId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import { joinPage } from './joining.ts'
import { firstOfOurs } from './language.ts'
import { cardState } from './state.ts'
import { businessOfToken, holderOf } from './tokens.ts'

/** What a page is sent with, so that the first look at it costs one round trip. */
export interface First {
  language: Language
  title: string
  colour: string | null
  /** As JSON in the page. */
  data: unknown
}

/** The card behind a link, or why it doesn't open, in words that a customer can do something with. */
export async function firstCard(
  database: Database,
  token: string,
  wished: string | undefined,
): Promise<First> {
  const businessId = businessOfToken(token)
  if (!businessId) return nobody(wished)
  return inBusiness(database, businessId, async (tx) => {
    const { name, language: spoken } = await businessOf(tx)
    const holder = await holderOf(tx, token)
    if (!holder) return nobody(wished)
    const customer = await readCustomer(tx, holder.customerId)
    const language = firstOfOurs(customer.language, wished, spoken) ?? 'en'
    const state = await cardState(tx, holder.customerId, language)
    return { language, title: name, colour: state.look.fill, data: { state } }
  }).catch((error) => closed(database, businessId, wished, error))
}

function nobody(wished: string | undefined): First {
  return { language: firstOfOurs(wished) ?? 'en', title: 'Regulars', colour: null, data: { gone: 'unknown' } }
}

/** A link that was called off still knows its business: it says whose card it was and where a new one is. */
async function closed(
  database: Database,
  businessId: BusinessId,
  wished: string | undefined,
  error: unknown,
): Promise<First> {
  const code = error instanceof Refused ? error.code : undefined
  if (code === 'not_found') return nobody(wished)
  if (code !== 'card.erased' && code !== 'card.revoked') throw error
  return inBusiness(database, businessId, async (tx) => {
    const [{ name, language }, look] = await Promise.all([businessOf(tx), lookOf(tx)])
    return {
      ...{ language: firstOfOurs(wished, language) ?? 'en', title: name, colour: look.fill },
      data: {
        gone: code === 'card.erased' ? 'erased' : 'revoked',
        look,
        business: { id: showId('business', businessId), name },
      },
    }
  })
}

/** The page for joining a business; null when there is none. */
export async function firstJoin(
  database: Database,
  businessId: BusinessId,
  wished: string | undefined,
): Promise<First | null> {
  return inBusiness(database, businessId, async (tx): Promise<First> => {
    const { name, language: spoken } = await businessOf(tx)
    const language = firstOfOurs(wished, spoken) ?? 'en'
    const page = await joinPage(tx, language)
    return { language, title: name, colour: page.look.fill, data: { page } }
  }).catch((error) => {
    if (error instanceof Refused && error.code === 'not_found') return null
    throw error
  })
}
