import { businessOf } from '../businesses/businesses.ts'
import { lookOf, prints } from '../looks/looks.ts'
import { type Database, inBusiness, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { businessOfToken, holderOf } from './tokens.ts'

/** By this a phone keeps the card among its apps, under the business's name and in its colour. */
export async function manifestOf(database: Database, token: string): Promise<object> {
  return opened(database, token, async (tx) => {
    const [{ name, language }, { fill }] = await Promise.all([businessOf(tx), lookOf(tx)])
    return {
      ...{ id: `/card/${token}`, start_url: `/card/${token}`, scope: '/card/' },
      ...{ name, short_name: name.slice(0, 24), lang: language, display: 'standalone' },
      ...{ theme_color: fill, background_color: fill },
      icons: ['any', 'maskable'].map((purpose) => ({
        ...{ src: `/card/${token}/icon.svg`, type: 'image/svg+xml', sizes: 'any', purpose },
      })),
    }
  })
}

/** The business's stamp on its colour. What a phone cuts off the corners is only colour. */
export async function iconOf(database: Database, token: string): Promise<string> {
  return opened(database, token, async (tx) => {
    const { fill, on, stamp } = await lookOf(tx)
    const path = prints[stamp === 'logo' ? 'star' : stamp]
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512"><rect width="512" height="512" fill="${fill}"/><path transform="translate(136 136) scale(10)" fill="${on}" fill-rule="evenodd" d="${path}"/></svg>`
  })
}

async function opened<Result>(
  database: Database,
  token: string,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const businessId = businessOfToken(token)
  if (!businessId) throw new Refused('not_found')
  return inBusiness(database, businessId, async (tx) => {
    if (!(await holderOf(tx, token))) throw new Refused('not_found')
    return work(tx)
  })
}
