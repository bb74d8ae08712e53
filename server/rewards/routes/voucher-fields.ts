import { z } from 'zod'
import { customerKey } from '../../customers/customers.ts'
import type { Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { idOf, type RewardId, showId, showMaybe } from '../../platform/ids.ts'
import { benefit, localText } from '../benefit.ts'
import { listRewards } from '../catalogue.ts'
import { openCode } from '../codes.ts'
import type { Voucher } from '../voucher.ts'
import { code, locations, moment, note, shownLocations, when } from './fields.ts'

/** A voucher as requests and answers write it. */

const terms = {
  name: localText.optional(),
  benefit: benefit.optional(),
  rewardId: idOf('reward').optional().describe('Worth what this reward is; instead of `benefit`.'),
  locations: locations.optional(),
  validFrom: moment.optional(),
  validUntil: moment.optional().describe('The first moment at which it is no longer valid.'),
  note: note.optional(),
}
type Terms = z.output<z.ZodObject<typeof terms>>
const worth = ({ benefit: good, rewardId }: Terms) => (good === undefined) !== (rewardId === undefined)
const inOrder = ({ validFrom, validUntil }: Terms) =>
  !validFrom || !validUntil || Temporal.Instant.compare(validFrom, validUntil) < 0
const oneWorth = { error: 'say either benefit or rewardId', path: ['benefit'] }
const ordered = { error: 'must come after validFrom', path: ['validUntil'] }

export const newVoucher = z
  .strictObject({
    ...terms,
    code: code.optional().describe('A shared code of your choice, for many to know.'),
    customer: customerKey.optional().describe('Only this customer may use it.'),
    maxUses: z.int().min(1).max(1_000_000_000).optional(),
    customerLimit: z.int().min(1).max(1_000_000).optional(),
  })
  .refine(worth, oneWorth)
  .refine(inOrder, ordered)
export const bulkWish = z
  .strictObject({
    ...terms,
    count: z.int().min(1).max(10_000),
    batch: z
      .uuid()
      .optional()
      .describe('A new id of yours, or that of an earlier answer: many requests may fill one batch.'),
  })
  .refine(worth, oneWorth)
  .refine(inOrder, ordered)

export const shownVoucher = z.object({
  id: z.string(),
  code: z.string().nullable().describe('Shown for shared codes; a unique one is shown when it is made.'),
  shared: z.boolean(),
  name: localText.nullable(),
  rewardId: z.string().nullable(),
  benefit,
  maxUses: z.int().nullable(),
  uses: z.int(),
  customerLimit: z.int().nullable(),
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  locations: z.array(z.string()).nullable(),
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
  source: z.string(),
  batch: z.string().nullable(),
  note: z.string().nullable(),
  createdAt: z.string(),
  voidedAt: z.string().nullable(),
  recalledAt: z.string().nullable().describe('Went back with the purchase that had earned it.'),
})
export const madeVoucher = shownVoucher.extend({ code: z.string().nullable() })

export function showVoucher(
  businessId: string,
  voucher: Voucher,
  customerName: string | null = null,
): z.output<typeof shownVoucher> {
  return {
    id: showId('voucher', voucher.voucherId),
    code: voucher.shared ? openCode(businessId, voucher.sealed) : null,
    shared: voucher.shared,
    name: voucher.name,
    rewardId: showMaybe('reward', voucher.rewardId),
    benefit: voucher.benefit,
    maxUses: voucher.maxUses,
    uses: voucher.uses,
    customerLimit: voucher.customerLimit,
    customerId: showMaybe('customer', voucher.customerId),
    customerName,
    locations: shownLocations(voucher.locationIds),
    validFrom: when(voucher.validFrom),
    validUntil: when(voucher.validUntil),
    source: voucher.source,
    batch: voucher.batchId,
    note: voucher.note,
    createdAt: voucher.createdAt.toString(),
    voidedAt: when(voucher.voidedAt),
    recalledAt: when(voucher.recalledAt),
  }
}

/** A voucher can only be worth a reward that is there. */
export async function requireReward(tx: Tx, rewardId: RewardId | undefined): Promise<void> {
  if (rewardId === undefined) return
  const [reward] = await listRewards(tx, { ids: [rewardId], limit: 1 })
  if (!reward) throw new Refused('not_found', undefined, { field: 'rewardId' })
}
