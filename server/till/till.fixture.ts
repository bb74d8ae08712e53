import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { createBusiness, type NewBusiness } from '../businesses/businesses.ts'
import { createCustomer, mergeCustomers, newCustomer } from '../customers/customers.ts'
import { keySuppression } from '../customers/privacy/suppression.ts'
import { type Database, inBusiness, openPool, type Tx } from '../platform/database.ts'
import type { Actor } from '../platform/http.ts'
import {
  type BusinessId,
  type CustomerId,
  newId,
  type PurchaseId,
  type RedemptionId,
  type RewardId,
} from '../platform/ids.ts'
import { type ProgrammeDraft, saveProgramme } from '../programme/programme.ts'
import { addReward, type RewardWish } from '../rewards/catalogue.ts'
import { cancelRedemption, fulfilRedemption, reserveReward } from '../rewards/redemption.ts'
import { expireReservations, keyCodes } from '../rewards/rewards.ts'
import { issueVoucher, type NewVoucher } from '../rewards/voucher.ts'
import { verifyBusiness } from '../verify/verify.ts'
import { adjust } from './adjusting.ts'
import { unsealed } from './answer.ts'
import type { ReturnRequest, RingUpRequest } from './request.ts'
import { setScene } from './scene.ts'
import { tierAt } from './standing.ts'
import {
  attachPurchase,
  confirmPurchase,
  openTill,
  returnPurchase,
  reviewTiers,
  ringUp,
  settleDue,
  tierOf,
} from './till.ts'

/** What the tests of this room stand on: a shop whose clock stands where the test puts it, and everything a till does. */

export const actor: Actor = { kind: 'system', id: null }
const once = { key: null, hash: null }

/** The database of a test file: opened before its tests, gone after them. */
export function openCounter({ max = 16 } = {}): { database: Database } {
  const counter = {} as { database: Database }
  let fresh: FreshDatabase
  before(async () => {
    const secret = 'a secret that is only for tests, long enough'
    keyCodes(secret)
    keySuppression(secret)
    openTill()
    fresh = await freshDatabase()
    counter.database = openPool(fresh.url, { max })
  })
  after(async () => {
    await counter.database.close()
    await fresh.drop()
  })
  return counter
}

export type Local = Pick<NewBusiness, 'currency' | 'timeZone' | 'language'>
export const locals = {
  HUF: { currency: 'HUF', timeZone: 'Europe/Budapest', language: 'hu' },
  AMD: { currency: 'AMD', timeZone: 'Asia/Yerevan', language: 'hy' },
  MNT: { currency: 'MNT', timeZone: 'Asia/Ulaanbaatar', language: 'mn' },
  EUR: { currency: 'EUR', timeZone: 'Europe/Vienna', language: 'en' },
} as const satisfies Record<string, Local>

export type BuyWish = Partial<Omit<RingUpRequest, 'customer'>>
// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered
export type Said = any

/** A shop at a moment that the test moves. */
export class Till {
  now = Temporal.Instant.from('2026-03-02T09:00:00Z')
  readonly database: Database
  readonly businessId: BusinessId
  readonly local: Local

  constructor(database: Database, businessId: BusinessId, local: Local) {
    this.database = database
    this.businessId = businessId
    this.local = local
  }

  in<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return inBusiness(this.database, this.businessId, work)
  }

  async save(programme: ProgrammeDraft): Promise<void> {
    await this.in((tx) => saveProgramme(tx, programme, actor))
  }

  /** Somebody who joined long ago, so that no gift comes into it; or now, with the gift. */
  async join({ welcome = false }: { welcome?: boolean } = {}): Promise<CustomerId> {
    const joinedAt = welcome ? this.now.toString() : '2020-01-01T00:00:00Z'
    const input = newCustomer.parse({ joinedAt })
    return this.in((tx) => createCustomer(tx, input, actor, { welcome }))
  }

  async buy(customer: CustomerId | null, wish: BuyWish): Promise<{ id: PurchaseId; said: Said }> {
    const request: RingUpRequest = { ...wish, ...(customer ? { customer: { id: customer } } : {}) }
    const { id, text } = await ringUp(this.database, this.businessId, request, {
      actor,
      now: this.now,
      once,
    })
    return { id, said: unsealed(this.businessId, JSON.parse(text)) }
  }

  async giveBack(purchaseId: PurchaseId, request: ReturnRequest = { all: true }): Promise<Said> {
    const by = { actor, now: this.now, once }
    const { text } = await returnPurchase(this.database, this.businessId, { purchaseId, request, by })
    return JSON.parse(text)
  }

  attach(purchaseId: PurchaseId, customer: CustomerId): Promise<Said> {
    const by = { actor, now: this.now, once }
    return this.in((tx) => attachPurchase(tx, { purchaseId, customer: { id: customer }, by }))
  }

  confirm(purchaseId: PurchaseId): Promise<Said> {
    return this.in((tx) => confirmPurchase(tx, { purchaseId, by: { actor, now: this.now, once } }))
  }

  adjust(customerId: CustomerId, amount: number, unit = 'points'): Promise<Said> {
    const adjustment = { customerId, unit, amount, reason: 'a test' }
    return this.in((tx) => adjust(tx, adjustment, { actor, now: this.now }))
  }

  merge(from: CustomerId, into: CustomerId): Promise<unknown> {
    return this.in((tx) => mergeCustomers(tx, { from, into }, actor))
  }

  async addReward(wish: Partial<RewardWish>): Promise<RewardId> {
    return (await this.in((tx) => addReward(tx, { ...plainReward, ...wish }, actor))).rewardId
  }

  issue(wish: Partial<NewVoucher>): Promise<{ voucherId: string; code: string }> {
    const benefit = { kind: 'amount' as const, amountMinor: 500, currency: this.local.currency }
    return this.in(async (tx) => issueVoucher(tx, { source: 'single', benefit, now: this.now, ...wish }))
  }

  reserve(customerId: CustomerId, rewardId: RewardId): Promise<RedemptionId> {
    const { now } = this
    return this.in((tx) => reserveReward(tx, { customerId, rewardId, locationId: null, now, actor, tierOf }))
  }

  fulfil(redemptionId: RedemptionId): Promise<void> {
    const { now } = this
    return this.in((tx) => fulfilRedemption(tx, { redemptionId, locationId: null, now, actor }))
  }

  cancel(redemptionId: RedemptionId): Promise<void> {
    const { now } = this
    return this.in((tx) => cancelRedemption(tx, { redemptionId, now, actor, mayUndo: true }))
  }

  /** Time passes, and what happens by itself happens: reservations run out, lots ripen and expire, tiers are reviewed. */
  async pass(duration: { days?: number; hours?: number }): Promise<void> {
    this.now = this.now.add({ hours: 24 * (duration.days ?? 0) + (duration.hours ?? 0) })
    await this.settle()
  }

  async settle(): Promise<void> {
    await this.in((tx) => expireReservations(tx, this.now))
    await settleDue(this.database, this.businessId, this.now)
    await reviewTiers(this.database, this.businessId, this.now)
  }

  /** The local moment in the shop's own zone. */
  at(local: string): Temporal.Instant {
    return Temporal.PlainDateTime.from(local).toZonedDateTime(this.local.timeZone).toInstant()
  }

  /** The tier in which somebody stands at the shop's present. */
  async tier(tx: Tx, customerId: CustomerId) {
    const { now } = this
    const scene = await setScene(tx, customerId, { occurredAt: now, now, lots: false })
    const tier = tierAt(scene, scene.member.standing, scene.measure, now)
    return { id: tier?.tierId, heldUntil: tier?.heldUntil?.toString(), next: tier?.next }
  }

  /** Every row that verify covers is what it must be. */
  async assertExact(): Promise<void> {
    assert.deepEqual(await verifyBusiness(this.database, this.businessId), [])
  }

  async balance(customerId: CustomerId, unit = 'points'): Promise<number> {
    return (await this.account(customerId, unit)).balance
  }

  async account(holderId: string, unit = 'points') {
    const [row] = await this.query<{ balance: number; pending: number; reserved: number }>(
      'select balance, pending, reserved from accounts where holder_id = $1 and unit = $2',
      [holderId, unit],
    )
    return row ?? { balance: 0, pending: 0, reserved: 0 }
  }

  /** Looks at this business's rows. */
  async query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return this.in(async (tx) => tx.rows<Row>({ name: '', text }, values))
  }
}

export const plainReward: RewardWish = {
  ...{ name: 'Free coffee', description: null, benefit: { kind: 'gift' }, points: 10, pointsMax: null },
  ...{ pointsStep: null, stampCard: null, stamps: null, tiers: null, stock: null, customerLimit: null },
  ...{ locationIds: null, validFrom: null, validUntil: null, validityDays: 3, images: [], costMinor: null },
}

/** A new shop with this programme in force. */
export async function aShop(
  { database }: { database: Database },
  programme: ProgrammeDraft,
  local: Local = locals.HUF,
): Promise<Till> {
  const till = new Till(database, newId<'business'>(), local)
  await till.in((tx) => createBusiness(tx, { name: 'Bolt', trade: 'shop', ...local, sandbox: true }, actor))
  await till.save(programme)
  return till
}

/** Points and nothing else, unless said otherwise. */
export function points(
  draft: Partial<ProgrammeDraft> = {},
  terms: Partial<NonNullable<ProgrammeDraft['points']>> = {},
) {
  return {
    format: 1 as const,
    points: {
      name: 'point|points',
      worth: null,
      expiry: { kind: 'never' as const },
      pendingDays: 0,
      debt: 'negative' as const,
      spend: { points: 1, minor: 1 },
      ...terms,
    },
    rules: [{ id: 'spend', kind: 'amount' as const, perMinor: 100, give: 1 }],
    ...draft,
  }
}
