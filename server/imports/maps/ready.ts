import { folded } from './bind.ts'
import { customersMap, type ImportKind, type ImportMap, productsMap, purchasesMap } from './map.ts'

/** A map that comes with Regulars: where its name isn't given, its headings tell the file. */
interface ReadyMap {
  name: string
  kind: ImportKind
  /** All of these must be among the headings. */
  headings: readonly string[]
  map(firstRow: readonly string[]): ImportMap
}

// UCI's Online Retail. Postage, bank and platform fees and the like are no goods; D is a discount given afterwards.
const onlineRetail = purchasesMap.parse({
  kind: 'purchases',
  name: 'online-retail',
  columns: {
    purchase: 'InvoiceNo',
    occurredAt: 'InvoiceDate',
    customer: { externalId: 'CustomerID' },
    sku: 'StockCode',
    name: 'Description',
    quantity: 'Quantity',
    unitPrice: 'UnitPrice',
    country: 'Country',
  },
  currency: 'GBP',
  acquisition: 'online-retail',
  returns: { prefix: 'C' },
  setAside: [{ prefix: 'A', because: 'a bad-debt adjustment, not a purchase' }],
  codes: {
    ...{ POST: 'fee', DOT: 'fee', C2: 'fee', M: 'fee', 'BANK CHARGES': 'fee', AMAZONFEE: 'fee', CRUK: 'fee' },
    ...{ S: 'fee', B: 'fee', PADS: 'fee', D: 'discount' },
  },
})

const onlineRetailProducts = productsMap.parse({
  kind: 'products',
  name: 'online-retail',
  columns: { sku: 'StockCode', name: 'Description' },
  currency: 'GBP',
  skip: ['POST', 'DOT', 'M', 'D', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'C2', 'S', 'B', 'PADS'],
})

// The sample leaves its headings out and has the number within the sample as its second column.
const cdnow = (firstRow: readonly string[]) => {
  const sample = /^\d+$/.test(firstRow[0] ?? '')
  const shift = sample && firstRow.length === 5 ? 1 : 0
  return purchasesMap.parse({
    kind: 'purchases',
    name: 'cdnow',
    file: { separator: 'spaces', heading: !sample },
    columns: { customer: { externalId: 1 }, occurredAt: 2 + shift, quantity: 3 + shift, total: 4 + shift },
    date: 'yyyyMMdd',
    currency: 'USD',
    acquisition: 'cdnow',
    nothingPaid: 'keep',
  })
}

const square = () =>
  customersMap.parse({
    kind: 'customers',
    name: 'square',
    columns: {
      ...{ externalId: 'Square Customer ID', email: 'Email Address', phone: 'Phone Number' },
      ...{ givenName: 'First Name', familyName: 'Last Name' },
    },
    source: 'square',
  })

// The two columns that Smile's help centre names for balances ("Import points with a CSV file").
const smile = () =>
  customersMap.parse({ kind: 'customers', name: 'smile', columns: { email: 'email', points: 'points' } })

const ready: readonly ReadyMap[] = [
  {
    name: 'online-retail',
    kind: 'purchases',
    headings: ['InvoiceNo', 'StockCode', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'Country'],
    map: () => onlineRetail,
  },
  {
    name: 'online-retail',
    kind: 'products',
    headings: ['InvoiceNo', 'StockCode', 'Description'],
    map: () => onlineRetailProducts,
  },
  {
    name: 'cdnow',
    kind: 'purchases',
    headings: ['customer_id', 'date', 'number_of_cds', 'dollar_value'],
    map: cdnow,
  },
  {
    name: 'square',
    kind: 'customers',
    headings: ['Square Customer ID', 'First Name', 'Last Name', 'Email Address', 'Phone Number'],
    map: square,
  },
  { name: 'smile', kind: 'customers', headings: ['email', 'points'], map: smile },
]

export const readyNames = [...new Set(ready.map(({ name }) => name))]

export function readyMap(kind: ImportKind, name: string): ReadyMap | undefined {
  return ready.find((one) => one.kind === kind && one.name === name)
}

/** The ready map whose headings a file has. */
export function recognised(kind: ImportKind, firstRow: readonly string[]): ReadyMap | undefined {
  const there = new Set(firstRow.map(folded))
  return ready.find((one) => one.kind === kind && one.headings.every((name) => there.has(folded(name))))
}
