import { statement, type Tx } from '../platform/database.ts'
import type { CustomerId, GiftCardId, RedemptionId, VoucherId } from '../platform/ids.ts'
import { hashCode } from './codes.ts'
import { refuseCodeGuesser, unknownCode } from './look-up.ts'

/** What a code belongs to, whether or not it may be used now: using it says why not. */
export interface Recognised {
  kind: 'voucher' | 'redemption' | 'gift_card'
  id: VoucherId | RedemptionId | GiftCardId
  customerId: CustomerId | null
  name: unknown
  validUntil: Temporal.Instant | null
  balanceMinor: number | null
  currency: string | null
}

const byHash = statement<Recognised>(
  'rewards.recognise',
  `select 'voucher' as kind, v.voucher_id as id, v.customer_id as "customerId", coalesce(v.name, r.name) as name,
          v.valid_until as "validUntil", null::bigint as "balanceMinor", null as currency
     from vouchers v left join rewards r on r.business_id = $1 and r.reward_id = v.reward_id
    where v.business_id = $1 and v.code_hash = $2
   union all
   select 'redemption', d.redemption_id, d.customer_id, r.name, d.expires_at, null, null
     from redemptions d join rewards r on r.business_id = $1 and r.reward_id = d.reward_id
    where d.business_id = $1 and d.code_hash = $2
   union all
   select 'gift_card', g.gift_card_id, g.customer_id, null, g.valid_until,
          (select balance from accounts a where a.business_id = $1 and a.holder_id = g.gift_card_id
              and a.unit = 'money:' || g.currency and a.kind = 'gift_card'), g.currency
     from gift_cards g where g.business_id = $1 and g.code_hash = $2
   limit 1`,
)

/** Recognises the code of a voucher, a reserved reward or a gift card; an unknown one counts against its guesser. */
export async function recognise(tx: Tx, typed: string, guesser: string): Promise<Recognised> {
  await refuseCodeGuesser(tx, guesser)
  const [found] = await tx.rows(byHash, [tx.businessId, hashCode(tx.businessId, typed)])
  if (!found) throw unknownCode(tx, typed, guesser)
  return found
}
