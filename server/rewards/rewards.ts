/**
 * Rewards: what customers get for their points, stamps, tier or code; and gift cards.
 *
 * What always holds: nothing is given beyond its stock, its uses or the customer's limit, however many tills ask at
 * once, and each loser is told why; what a redemption is good for is frozen when it is made; a code is never kept in
 * the clear; a reservation that isn't fulfilled gives everything back.
 *
 * Locks are taken in one order everywhere: customers by id, gift cards by id, vouchers, rewards.
 */
import { pictureUse } from '../looks/looks.ts'
import { statement } from '../platform/database.ts'
import type { PictureId } from '../platform/ids.ts'
import { keyCodes } from './codes.ts'
import { joinCustomers } from './customers.ts'

export { type Benefit, discountOf } from './benefit.ts'
export { addReward, balancesFor, listRewards, type Reward, type RewardWish, whether } from './catalogue.ts'
export { keyCodes, openCode } from './codes.ts'
export { mergeRewards } from './customers.ts'
export { noToTier, refuse } from './eligibility.ts'
export { blockGiftCard, giftCardAccount, issueGiftCard, lockGiftCards } from './gift-card.ts'
export { listRedemptions } from './held.ts'
export { lookUp, type Redeemable } from './look-up.ts'
export { type Recognised, recognise } from './recognise.ts'
export { payPrice, takeUp } from './redeem.ts'
export { cancelRedemption, expireReservations, reserveReward } from './redemption.ts'
export { unwindRedemption } from './unwind.ts'
export { issueVoucher, listVouchers, usedVouchers, voidVoucher } from './voucher.ts'

/** Gives codes their keys and hangs this room into the customers' room: once, when the program starts. */
export function openRewards(secret: string): void {
  keyCodes(secret)
  joinCustomers()
  pictureUse(picturesShown)
}

/** A reward shows a picture by its address. */
const picturesShown = statement<{ id: PictureId }>(
  'rewards.pictures_shown',
  `select p.id from unnest($2::uuid[]) p (id)
    where exists (select from rewards r, unnest(r.images) image
                   where r.business_id = $1 and image like '%' || replace(p.id::text, '-', '') || '.webp')
       or exists (select from rewards r where r.business_id = $1 and r.picture_id = p.id)`,
)
