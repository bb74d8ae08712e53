import { createBusiness } from '../businesses/businesses.ts'
import { createCustomer, newCustomer } from '../customers/customers.ts'
import { mergeCustomers } from '../customers/merging/merge.ts'
import { addNote } from '../customers/notes.ts'
import { foldOwed } from '../insights/insights.ts'
import { type Database, inBusiness } from '../platform/database.ts'
import type { Actor } from '../platform/http.ts'
import { type CustomerId, newId, type PurchaseId, type RewardId, showId } from '../platform/ids.ts'
import { type ProgrammeDraft, saveProgramme } from '../programme/programme.ts'
import { addReward, type RewardWish } from '../rewards/catalogue.ts'
import { cancelRedemption, fulfilRedemption, reserveReward } from '../rewards/redemption.ts'
import { issueVoucher, keyCodes } from '../rewards/rewards.ts'
import { returnRequest, ringUpRequest } from '../till/request.ts'
import { openTill, returnPurchase, ringUp } from '../till/till.ts'

const actor: Actor = { kind: 'system', id: null }
const timeZone = 'Europe/Budapest'

/** Everything that a programme can do at once: what a return has to unwind most of. */
const programme: ProgrammeDraft = {
  format: 1,
  points: {
    name: 'point',
    worth: { points: 1, minor: 1 },
    expiry: { kind: 'months', months: 12, graceDays: 30 },
    pendingDays: 0,
    debt: 'negative',
    spend: { points: 1, minor: 1 },
  },
  rules: [
    { id: 'spend', kind: 'amount', perMinor: 100, give: 1 },
    { id: 'beans', kind: 'product', where: { skus: ['BEANS'] }, give: 25, budget: 1_000_000 },
    { id: 'visit', kind: 'visit', give: 1, target: { card: 'coffee' } },
  ],
  caps: [{ id: 'daily', per: 'day', max: 5_000, target: 'points' }],
  stampCards: [
    {
      id: 'coffee',
      name: 'Coffee',
      size: 4,
      prizes: [
        { at: 2, name: 'A cookie' },
        { at: 4, name: 'A coffee' },
      ],
      mode: 'automatic',
      expiry: { kind: 'never' },
      debt: 'clamp',
      prizeValidDays: 30,
    },
  ],
  tiers: {
    by: 'spend',
    window: { kind: 'rolling', months: 12 },
    hold: { kind: 'months', months: 12 },
    graceDays: 10,
    levels: [
      { id: 'silver', name: 'Silver', from: 20_000 },
      { id: 'gold', name: 'Gold', from: 100_000 },
    ],
  },
  joining: { points: 50 },
}

const reward: RewardWish = {
  ...{ name: 'Free coffee', description: null, benefit: { kind: 'product', quantity: 1 }, points: 40 },
  ...{ pointsMax: null, pointsStep: null, stampCard: null, stamps: null, tiers: null, stock: 100 },
  ...{ customerLimit: null, locationIds: null, validFrom: null, validUntil: null, validityDays: null },
  ...{ images: [], costMinor: 300 },
}

export interface Shop {
  businessId: string
  customers: CustomerId[]
  purchases: PurchaseId[]
}

/** A shop with some of everything that verify covers, made by the verbs that really make it. */
export async function aBusyShop(database: Database): Promise<Shop> {
  keyCodes('a secret that is only for tests, long enough')
  openTill()
  const businessId = newId<'business'>()
  const within = <T>(work: Parameters<typeof inBusiness<T>>[2]) => inBusiness(database, businessId, work)
  const shop = { name: 'Kávézó', trade: 'cafe', currency: 'HUF', timeZone, language: 'hu' } as const
  await within((tx) => createBusiness(tx, shop, actor))
  await within((tx) => saveProgramme(tx, programme, actor))
  const customers: CustomerId[] = []
  for (let n = 0; n < 6; n += 1) {
    const wish = newCustomer.parse({
      givenName: `Anna ${n % 5}`,
      familyName: 'Kovács',
      birthday: '1990-05-05',
      email: `anna${n}@example.com`,
      consents: [{ purpose: 'marketing', channel: 'email', given: true }],
    })
    customers.push(await within((tx) => createCustomer(tx, wish, actor)))
  }
  const rings = tillOf(database, businessId)
  const purchases: PurchaseId[] = []
  for (const [n, id] of customers.entries()) {
    for (let m = 0; m < 5; m += 1)
      purchases.push(
        await rings.buy(id, {
          beans: (n + m) % 3,
          days: 5 * m,
        }),
      )
  }
  const { rewardId } = await within((tx) => addReward(tx, reward, actor))
  await redeemSome(database, businessId, customers, rewardId)
  await paySome(database, businessId, customers, purchases)
  await returnSome(rings, purchases)
  await within((tx) => addNote(tx, customers[0]!, 'likes oat milk', actor))
  await within((tx) => mergeCustomers(tx, { into: customers[0]!, from: customers[1]! }, actor))
  purchases.push(await rings.buy(customers[1]!, { beans: 1, days: 40 }))
  await foldOwed(database, businessId, Temporal.Now.instant().add({ hours: 1 }))
  return { businessId, customers, purchases }
}

const start = Temporal.Instant.from('2026-03-02T09:00:00Z')
const later = (days: number) => start.add({ hours: 24 * days })
const noKey = { key: null, hash: null }

export function tillOf(database: Database, businessId: string) {
  return {
    async buy(
      customer: CustomerId | null,
      {
        beans = 0,
        days = 0,
        price = 1_150,
        more = {},
      }: { beans?: number; days?: number; price?: number; more?: Record<string, unknown> },
    ): Promise<PurchaseId> {
      const lines = [
        { sku: 'LATTE', quantity: 3, unitPrice: price, discount: 7, tax: 100 },
        ...(beans > 0 ? [{ sku: 'BEANS', quantity: beans, unitPrice: 4_990 }] : []),
      ]
      const who = customer ? { customer: { id: showId('customer', customer) } } : {}
      const request = ringUpRequest.parse({ ...who, lines, occurredAt: later(days).toString(), ...more })
      const said = await ringUp(database, businessId, request, { actor, now: later(days), once: noKey })
      return said.id
    },
    async giveBack(purchaseId: PurchaseId, wish: unknown, days: number): Promise<void> {
      const request = returnRequest.parse(wish)
      const by = { actor, now: later(days), once: noKey }
      await returnPurchase(database, businessId, { purchaseId, request, by })
    },
  }
}

async function redeemSome(
  database: Database,
  businessId: string,
  customers: CustomerId[],
  rewardId: RewardId,
): Promise<void> {
  const asked = { rewardId, locationId: null, now: later(30), actor, tierOf: async () => null }
  const reserve = (customerId: CustomerId) =>
    inBusiness(database, businessId, (tx) => reserveReward(tx, { ...asked, customerId }))
  await reserve(customers[1]!)
  await reserve(customers[2]!)
  const closing = { now: later(30), actor, locationId: null }
  const handed = await reserve(customers[3]!)
  await inBusiness(database, businessId, (tx) => fulfilRedemption(tx, { ...closing, redemptionId: handed }))
  const called = await reserve(customers[4]!)
  await inBusiness(database, businessId, (tx) =>
    cancelRedemption(tx, { ...closing, redemptionId: called, mayUndo: true }),
  )
}

/** Purchases that were paid with points, a voucher, a gift card and credit. */
async function paySome(
  database: Database,
  businessId: string,
  customers: CustomerId[],
  purchases: PurchaseId[],
): Promise<void> {
  const { buy } = tillOf(database, businessId)
  const [anna, berta] = [customers[2]!, customers[3]!]
  purchases.push(await buy(anna, { days: 31, more: { redeem: { points: 30 } } }))
  const sold = [
    { kind: 'gift_card', unitPrice: 5_000 },
    { kind: 'store_credit', unitPrice: 3_000 },
  ]
  purchases.push(await buy(anna, { days: 31, more: { lines: sold } }))
  purchases.push(await buy(anna, { days: 32, more: { redeem: { credit: 1_000 } } }))
  const { code } = await inBusiness(database, businessId, async (tx) =>
    issueVoucher(tx, {
      source: 'single',
      benefit: { kind: 'amount', amountMinor: 500, currency: 'HUF' },
      now: later(0),
    }),
  )
  purchases.push(await buy(berta, { days: 32, more: { redeem: { voucher: code } } }))
}

async function returnSome(rings: ReturnType<typeof tillOf>, purchases: PurchaseId[]): Promise<void> {
  await rings.giveBack(purchases[1]!, { lines: [{ line: 0, quantity: 1 }] }, 33)
  await rings.giveBack(purchases[1]!, { lines: [{ line: 0, quantity: 1 }] }, 34)
  await rings.giveBack(purchases[11]!, { all: true }, 33)
  await rings.giveBack(purchases[19]!, { all: true }, 34)
  // Paid with points and with credit: partly back to where they came from.
  await rings.giveBack(purchases[30]!, { lines: [{ line: 0, quantity: 2 }] }, 35)
  await rings.giveBack(purchases[32]!, { lines: [{ line: 0, quantity: 2 }] }, 35)
}
