import { attributesOf, type CustomerShown, readCustomers } from '../customers/customers.ts'
import { type Database, inBusiness, type Tx } from '../platform/database.ts'
import type { CustomerId } from '../platform/ids.ts'
import { decimalsOf } from '../platform/money.ts'
import { type Cell, csv, xlsx } from '../platform/sheet.ts'
import type { Here } from './conditions.ts'
import type { Filter, Mark } from './filter.ts'
import { pageOfCustomers, passingOf } from './list.ts'
import { type CustomerRow, rowsOf } from './rows.ts'
import { foundBy, hereOf } from './segments.ts'
import { vcards } from './vcards.ts'

/** Whom to take along: these, or all who match. */
export type Whom = { customers: CustomerId[] } | { filter: Filter }

export const fileFormats = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  vcf: 'text/vcard; charset=utf-8',
} as const
export type FileFormat = keyof typeof fileFormats

const PAGE = 500

interface Both {
  customer: CustomerShown
  row: CustomerRow
}

/** A file of customers, read page by page while it is sent. */
export function fileOf(
  database: Database,
  businessId: string,
  whom: Whom,
  format: FileFormat,
): AsyncGenerator<Buffer> {
  if (format === 'vcf') return vcards(customersIn(database, businessId, whom))
  const rows = table(database, businessId, whom)
  return format === 'csv' ? csv(rows) : xlsx(rows)
}

async function* customersIn(
  database: Database,
  businessId: string,
  whom: Whom,
): AsyncGenerator<CustomerShown> {
  for await (const { customer } of everybody(database, businessId, whom)) yield customer
}

async function* everybody(database: Database, businessId: string, whom: Whom): AsyncGenerator<Both> {
  for (let after: Mark | undefined, more = true; more; ) {
    const page = await inBusiness(database, businessId, (tx) => readPage(tx, whom, after))
    yield* page.people
    after = page.next ?? undefined
    more = after !== undefined
  }
}

async function readPage(
  tx: Tx,
  whom: Whom,
  after: Mark | undefined,
): Promise<{ people: Both[]; next: Mark | null }> {
  const here = await hereOf(tx)
  const { ids, next } = await idsFor(tx, whom, here, after)
  const [customers, rows] = [await readCustomers(tx, ids), await rowsOf(tx, ids, here)]
  const byId = new Map(rows.map((row) => [row.id, row]))
  return { people: customers.map((customer) => ({ customer, row: byId.get(customer.id)! })), next }
}

async function idsFor(tx: Tx, whom: Whom, here: Here, after: Mark | undefined) {
  // At most a thousand are named.
  if ('customers' in whom) return { ids: await passingOf(tx, {}, here, whom.customers), next: null }
  const { filter } = whom
  const found = await foundBy(tx, filter)
  return pageOfCustomers(tx, { filter, here, found, sort: 'oldest', after, limit: PAGE })
}

async function* table(database: Database, businessId: string, whom: Whom): AsyncGenerator<Cell[]> {
  const { here, keys } = await inBusiness(database, businessId, async (tx) => ({
    here: await hereOf(tx),
    keys: (await attributesOf(tx)).map(({ key }) => key),
  }))
  const unit = 10 ** decimalsOf(here.currency)
  yield [
    ...[
      'id',
      'name',
      'family_name',
      'given_name',
      'phones',
      'emails',
      'cards',
      'birthday',
      'language',
      'source',
    ],
    ...['joined', 'tier', 'points', 'stamps', 'purchases', `spent_${here.currency}`, 'first_day', 'last_day'],
    ...keys,
  ]
  for await (const { customer, row } of everybody(database, businessId, whom)) {
    const values = (all: { value: string }[]) => all.map(({ value }) => value).join(' ')
    yield [
      ...[customer.id, customer.name, customer.familyName, customer.givenName],
      ...[values(customer.phones), values(customer.emails), customer.cards.join(' ')],
      ...[
        customer.birthday,
        customer.language,
        customer.acquisition,
        customer.joinedAt,
        row.tier,
        row.points,
      ],
      row.stamps.map(({ unit: card, stamps }) => `${card.slice(7)} ${stamps}`).join(', '),
      ...[row.purchases, row.spentMinor / unit, row.firstDay, row.lastDay],
      ...keys.map((key) => cellOf(customer.attributes[key])),
    ]
  }
}

function cellOf(value: string | number | boolean | undefined): Cell {
  return typeof value === 'boolean' ? String(value) : (value ?? null)
}
