/** One file of an export: a table, without what is secret or only the program's own. */
export interface Noun {
  /** The name of the file. */
  name: string
  table: string
  /** Further columns by SQL over the row `r`: the currency that the amounts beside it are in. */
  more?: Record<string, string>
  /** Typed text that is no formula though it begins like one. */
  plain?: Record<string, string>
}

const ofPurchase = (id: string) =>
  `(select p.currency from purchases p where p.business_id = r.business_id and p.purchase_id = ${id})`
const ofBusiness = '(select b.currency from businesses b where b.business_id = r.business_id)'
/** A unit of money names its currency: money:HUF. */
const ofUnit = (unit: string) => `case when ${unit} like 'money:%' then split_part(${unit}, ':', 2) end`
const unitOfLot =
  '(select a.unit from accounts a where a.business_id = r.business_id and a.account_id = r.account_id)'

export const nouns: Noun[] = [
  { name: 'locations', table: 'locations', plain: { phone: `r.phone ~ '^[+0-9() /.-]+$'` } },
  { name: 'staff', table: 'staff' },
  { name: 'customers', table: 'customers' },
  // A phone number in E.164 begins with a plus and has only digits after it.
  { name: 'identities', table: 'identities', plain: { value: `r.kind = 'phone'` } },
  { name: 'attribute_definitions', table: 'attribute_definitions' },
  { name: 'notes', table: 'notes' },
  { name: 'consents', table: 'consents' },
  { name: 'merges', table: 'merges' },
  { name: 'saved_filters', table: 'saved_filters' },
  { name: 'bulk_actions', table: 'bulk_actions' },
  { name: 'bulk_customers', table: 'bulk_customers' },
  { name: 'erasures', table: 'erasures' },
  { name: 'products', table: 'products' },
  { name: 'purchases', table: 'purchases' },
  { name: 'purchase_lines', table: 'purchase_lines', more: { currency: ofPurchase('r.purchase_id') } },
  { name: 'returns', table: 'returns', more: { currency: ofPurchase('r.purchase_id') } },
  {
    name: 'return_lines',
    table: 'return_lines',
    more: {
      currency: `(select p.currency from returns t join purchases p
                    on p.business_id = t.business_id and p.purchase_id = t.purchase_id
                   where t.business_id = r.business_id and t.return_id = r.return_id)`,
    },
  },
  { name: 'customer_facts', table: 'customer_facts' },
  { name: 'customer_months', table: 'customer_months' },
  { name: 'accounts', table: 'accounts', more: { currency: ofUnit('r.unit') } },
  { name: 'transfers', table: 'transfers', more: { currency: ofUnit('r.unit') } },
  { name: 'lots', table: 'lots', more: { unit: unitOfLot, currency: ofUnit(unitOfLot) } },
  { name: 'lot_takes', table: 'lot_takes' },
  { name: 'grants', table: 'grants' },
  { name: 'carries', table: 'carries' },
  { name: 'standings', table: 'standings' },
  { name: 'stamp_cards', table: 'stamp_cards' },
  { name: 'prizes', table: 'prizes' },
  { name: 'rewards', table: 'rewards', more: { currency: ofBusiness } },
  { name: 'redemptions', table: 'redemptions' },
  { name: 'vouchers', table: 'vouchers' },
  { name: 'voucher_uses', table: 'voucher_uses' },
  { name: 'gift_cards', table: 'gift_cards' },
  { name: 'import_maps', table: 'import_maps' },
  { name: 'imports', table: 'imports' },
  { name: 'journal', table: 'journal' },
]

/**
 * What an export leaves out: codes (whoever reads one may spend it), keyed hashes, and answers kept for repeated
 * requests. `business_id` would be the same in every row.
 */
export const leftOut = new Set([
  'business_id',
  'code_hash',
  'code_sealed',
  'pin_hash',
  'request_hash',
  'idempotency_key',
  'answer',
  'name_key',
  'user_id',
])

/** What is carried off together, by what a person asks for; everything has no list. */
export const parcels: Record<'customers' | 'purchases' | 'products' | 'ledger', readonly string[]> = {
  customers: ['customers', 'identities', 'attribute_definitions', 'notes', 'consents', 'customer_facts'],
  purchases: ['purchases', 'purchase_lines', 'returns', 'return_lines'],
  products: ['products'],
  ledger: ['accounts', 'transfers', 'lots', 'lot_takes'],
}
