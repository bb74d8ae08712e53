import { type Check, comparing, mine, pointing, shown } from '../check.ts'

/** Where a customer is named who must be the one who bears the id now. */
const living: [table: string, key: string, column?: string][] = [
  ['identities', `r.kind || ' ' || r.value`],
  ['name_words', 'r.word'],
  ['notes', shown('note', 'r.note_id')],
  ['consents', shown('consent', 'r.consent_id')],
  ['likenesses', 'r.second_customer::text', 'first_customer'],
  ['likenesses', 'r.first_customer::text', 'second_customer'],
  ['purchases', shown('purchase', 'r.purchase_id')],
  ['grants', shown('grant', 'r.grant_id')],
  ['carries', 'r.rule_id'],
  ['cap_uses', 'r.cap_id'],
  ['standings', shown('customer', 'r.customer_id')],
  ['stamp_cards', 'r.unit'],
  ['prizes', shown('prize', 'r.prize_id')],
  ['redemptions', shown('redemption', 'r.redemption_id')],
  ['vouchers', shown('voucher', 'r.voucher_id')],
  ['voucher_uses', 'r.use_id::text'],
  ['gift_cards', shown('giftCard', 'r.gift_card_id')],
  ['customer_facts', 'r.currency'],
  ['customer_months', `r.month || ' ' || r.currency`],
]

function alive([table, key, column = 'customer_id']: (typeof living)[number]): Check {
  return {
    name: `${table}.${column}_is_alive`,
    table,
    says: `${table}.${column} names nobody who was merged into another`,
    sql: `select '${column}' as what, ${key} as key, ${shown('customer', 'c.merged_into')} as expected,
                 ${shown('customer', 'c.customer_id')} as found
            from ${mine(table)} r join ${mine('customers')} c on c.customer_id = r.${column}
           where c.merged_into is not null`,
  }
}

export const customerChecks: Check[] = [
  {
    name: 'customer.merged_in_one_hop',
    table: 'customers',
    says: 'the id of a merged customer leads to a living one in one hop, and the merge is on record',
    sql: `select 'merged_into' as what, ${shown('customer', 'c.customer_id')} as key, 'a living customer' as expected,
                 ${shown('customer', 'c.merged_into')} as found
            from ${mine('customers')} c join ${mine('customers')} o on o.customer_id = c.merged_into
           where o.merged_into is not null
           union all
          select 'merged_into', ${shown('customer', 'coalesce(c.customer_id, m.from_customer)')},
                 case when m.merge_id is null then 'a merge' else 'merged' end,
                 case when m.merge_id is null then null else 'not merged' end
            from (select * from customers where business_id = $1 and merged_into is not null) c
            full join ${mine('merges')} m on m.from_customer = c.customer_id
           where c.customer_id is null or m.merge_id is null`,
  },
  {
    name: 'customer.erased',
    table: 'customers',
    says: 'who was erased is on record, and nothing leads to her',
    sql: comparing({
      key: shown('customer', 'coalesce(c.customer_id, e.customer_id)'),
      from: `(select customer_id, (select count(*) from identities i
                                    where i.business_id = $1 and i.customer_id = c.customer_id) as identities
                from customers c where c.business_id = $1 and c.erased_at is not null) c
             full join ${mine('erasures')} e on e.customer_id = c.customer_id`,
      columns: {
        erased_at: { expected: 'e.customer_id', found: 'c.customer_id' },
        identities: { expected: '0', found: 'c.identities' },
      },
    }),
  },
  {
    name: 'business.is_tenant',
    table: 'businesses',
    says: 'a business is one of the tenants',
    sql: `select 'business_id' as what, ${shown('business', 'b.business_id')} as key, 'a tenant' as expected, null as found
            from ${mine('businesses')} b
           where not exists (select from tenants t where t.business_id = $1)`,
  },
  ...living.map(alive),
  pointing('journal', shown('journal', 'r.entry_id'), 'customer_id', 'customers'),
  pointing('name_words', 'r.word', 'customer_id', 'customers'),
]
