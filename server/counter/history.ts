import { statement, type Tx } from '../platform/database.ts'
import type { CustomerId } from '../platform/ids.ts'
import type { Standing } from '../programme/programme.ts'

/** Everything that the counter reads of one customer: one row, whose cost grows with her own history, up to its limits. */
export interface History {
  customerId: CustomerId
  givenName: string | null
  familyName: string | null
  fullName: string | null
  language: string | null
  birthYear: number | null
  birthMonth: number | null
  birthDay: number | null
  nameMonth: number | null
  nameDay: number | null
  profile: Profile
  joinedAt: Temporal.Instant | null
  erasedAt: Temporal.Instant | null
  cards: string[] | null
  firstDay: string | null
  visitDays: number
  balances: Record<string, number> | null
  rounds: Record<string, number> | null
  standing: Standing | null
  visits: { day: string; amountMinor: number }[] | null
  last: LastPurchase[] | null
  products: Product[] | null
  notes: { text: string; at: string; by: string | null }[] | null
  vouchers: Waiting[] | null
  redemptions: Waiting[] | null
  rewards: PricedReward[] | null
}

/** What of the profile is told at the counter. */
interface Profile {
  nickname?: string
  nameOrder?: 'family_first' | 'given_first'
  dates?: { label: string; date: string }[]
  interests?: string[]
  preferences?: string[]
  dietary?: string[]
  household?: { name: string; relation?: string; birthday?: string; note?: string }[]
}

export interface LastPurchase {
  id: string
  at: string
  day: string
  totalMinor: number
  returnedMinor: number
  lines: { name: string; quantity: number }[] | null
}

/** One product in her history: on which days she had it, the latest first, at most 24 of them. */
export interface Product {
  sku: string | null
  name: string
  category: string | null
  times: number
  days: string[]
  /** It is still sold. */
  sold: boolean
}

/** A voucher or a reserved reward that waits for her. */
export interface Waiting {
  id: string
  name: unknown
  rewardName: unknown
  benefit: { kind: string } & Record<string, unknown>
  validUntil: string | null
  source: string
  sealed: string
}

export interface PricedReward {
  id: string
  name: unknown
  kind: string
  points: number | null
  pointsMax: number | null
  pointsStep: number | null
  stampCard: string | null
  stamps: number | null
  tiers: string[] | null
}

// She is found by any id that was ever hers. Purchases of a year at most, products of the last 200 purchases: what
// lies before says little about a habit, and a wholesaler's history must cost no more than a café's.
const readHistory = statement<History>(
  'counter.history',
  `with who as (
     select kept.* from customers asked
       join customers kept on kept.business_id = asked.business_id
        and kept.customer_id = coalesce(asked.merged_into, asked.customer_id)
      where asked.business_id = $1 and asked.customer_id = $2
   ), recent as (
     select p.purchase_id, p.occurred_at, p.shop_day, p.spend_minor, p.total_minor, p.returned_minor
       from purchases p
      where p.business_id = $1 and p.customer_id = (select customer_id from who) and not p.fully_returned
      order by p.shop_day desc, p.purchase_id desc limit 400
   ), latest as (select * from recent order by shop_day desc, purchase_id desc limit 200)
   select who.customer_id as "customerId", given_name as "givenName", family_name as "familyName",
     full_name as "fullName", language, birth_year as "birthYear", birth_month as "birthMonth",
     birth_day as "birthDay", name_month as "nameMonth", name_day as "nameDay", profile,
     joined_at as "joinedAt", erased_at as "erasedAt",
     (select json_agg(value order by created_at) from identities i
       where i.business_id = $1 and i.customer_id = who.customer_id and i.kind = 'card') as cards,
     (select min(first_day) from customer_facts f
       where f.business_id = $1 and f.customer_id = who.customer_id)::text as "firstDay",
     (select coalesce(sum(days), 0) from customer_facts f
       where f.business_id = $1 and f.customer_id = who.customer_id)::int as "visitDays",
     (select json_object_agg(unit, balance) from accounts a
       where a.business_id = $1 and a.holder_id = who.customer_id and a.kind = 'customer' and a.merged_into is null)
       as balances,
     (select json_object_agg(unit, round) from stamp_cards s
       where s.business_id = $1 and s.customer_id = who.customer_id) as rounds,
     (select json_build_object('tierId', tier_id, 'reachedAt', reached_at, 'heldUntil', held_until,
                               'graceUntil', grace_until, 'steps', steps, 'changedBy', changed_by)
        from standings s where s.business_id = $1 and s.customer_id = who.customer_id) as standing,
     (select json_agg(json_build_object('day', v.shop_day, 'amountMinor', v.amount) order by v.shop_day)
        from (select shop_day, sum(spend_minor)::bigint as amount from recent
               where shop_day > $3::date - 365 group by shop_day) v) as visits,
     (select json_agg(json_build_object('id', r.purchase_id, 'at', r.occurred_at, 'day', r.shop_day,
               'totalMinor', r.total_minor, 'returnedMinor', r.returned_minor,
               'lines', (select json_agg(json_build_object('name', coalesce(l.name, l.sku, l.category),
                                 'quantity', (l.quantity_milli - l.returned_milli) / 1000.0) order by l.line)
                           from (select * from purchase_lines where business_id = $1 and purchase_id = r.purchase_id
                                  order by line limit 8) l
                          where coalesce(l.name, l.sku, l.category) is not null
                            and l.returned_milli < l.quantity_milli))
               order by r.shop_day desc, r.purchase_id desc)
        from (select * from recent order by shop_day desc, purchase_id desc limit 4) r) as last,
     (select json_agg(json_build_object('sku', p.sku, 'name', p.name, 'category', p.category, 'times', p.times,
               'days', p.days, 'sold', p.sold) order by p.times desc, p.name)
        from (select l.sku, max(coalesce(l.name, l.sku)) as name, max(l.category) as category,
                     count(distinct latest.shop_day)::int as times,
                     (array_agg(distinct latest.shop_day order by latest.shop_day desc))[1:24] as days,
                     not exists (select from products w where w.business_id = $1 and w.sku = l.sku
                                  and w.withdrawn_at is not null) as sold
                from latest join purchase_lines l on l.business_id = $1 and l.purchase_id = latest.purchase_id
               where l.kind = 'goods' and coalesce(l.name, l.sku) is not null and l.returned_milli < l.quantity_milli
               group by l.sku, case when l.sku is null then l.name end
               order by times desc, name limit 40) p) as products,
     (select json_agg(json_build_object('text', n.text, 'at', n.at, 'by', n.by) order by n.at desc)
        from (select n.text, n.at, s.name as by from notes n
                left join staff s on s.business_id = $1 and s.staff_id = n.author_id and n.author_kind = 'staff'
               where n.business_id = $1 and n.customer_id = who.customer_id and n.text is not null
               order by n.note_id desc limit 3) n) as notes,
     (select json_agg(json_build_object('id', v.voucher_id, 'name', v.name, 'rewardName', v.reward_name,
               'benefit', v.benefit, 'validUntil', v.valid_until, 'source', v.source,
               'sealed', encode(v.code_sealed, 'base64')) order by v.valid_until nulls last, v.voucher_id)
        from (select v.*, r.name as reward_name from vouchers v
                left join rewards r on r.business_id = $1 and r.reward_id = v.reward_id
               where v.business_id = $1 and v.customer_id = who.customer_id and v.voided_at is null
                 and (v.max_uses is null or v.uses < v.max_uses) and (v.valid_from is null or v.valid_from <= $4)
                 and (v.valid_until is null or v.valid_until > $4)
               order by v.valid_until nulls last, v.voucher_id limit 10) v) as vouchers,
     (select json_agg(json_build_object('id', d.redemption_id, 'name', d.name, 'rewardName', d.name,
               'benefit', d.benefit, 'validUntil', d.expires_at, 'source', 'reserved',
               'sealed', encode(d.code_sealed, 'base64')) order by d.expires_at)
        from (select d.*, r.name from redemptions d
                join rewards r on r.business_id = $1 and r.reward_id = d.reward_id
               where d.business_id = $1 and d.customer_id = who.customer_id and d.state = 'reserved'
                 and d.expires_at > $4
               order by d.expires_at limit 10) d) as redemptions,
     (select json_agg(json_build_object('id', r.reward_id, 'name', r.name, 'kind', r.kind, 'points', r.points,
               'pointsMax', r.points_max, 'pointsStep', r.points_step, 'stampCard', r.stamp_card,
               'stamps', r.stamps, 'tiers', r.tiers))
        from (select * from rewards where business_id = $1 and archived_at is null and (points > 0 or stamps > 0)
                 and (stock is null or stock > 0) and (valid_from is null or valid_from <= $4)
                 and (valid_until is null or valid_until > $4)
               order by points nulls last, stamps, reward_id limit 50) r) as rewards
     from who`,
)

/** What is known of a customer, by any id that stands for her; undefined when there is none. `today` is the shop's. */
export async function historyOf(
  tx: Tx,
  customerId: CustomerId,
  today: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<History | undefined> {
  const [row] = await tx.rows(readHistory, [tx.businessId, customerId, today.toString(), now.toString()])
  return row
}
