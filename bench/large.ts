import { readId } from '../server/platform/ids.ts'
import { CUSTOMERS, fillShop, PURCHASES } from './full.ts'
import { measureRingUp, welcome } from './ring-up.ts'
import { openShop } from './shop.ts'

/** (d) Ring-up beside a million customers and ten million purchases, against an empty business, on the same machine. */
export async function measureLarge(seconds: number): Promise<string[]> {
  const rates: number[] = []
  for (const full of [false, true]) {
    const shop = await openShop()
    if (full) await fillShop(shop.databaseUrl, readId('business', shop.businessId)!)
    const customers = await welcome(shop, 2_000)
    const { perSecond } = await measureRingUp(shop, customers, 32, seconds)
    rates.push(perSecond)
    await shop.stop()
  }
  const [empty, full] = rates as [number, number]
  return [
    '',
    '## With history',
    '',
    `Ring-up at 32 clients in a business of ${CUSTOMERS.toLocaleString('en')} customers and ${PURCHASES.toLocaleString('en')} purchases: ${(full / empty).toFixed(2)} of the rate in an empty one.`,
  ]
}
