import { Transform } from 'node:stream'
import pg from 'pg'
import { type Kind, prefixes } from '../platform/ids.ts'
import { leftOut, type Noun } from './nouns.ts'

export interface Column {
  name: string
  type: string
}

/** What the ids in a column name. Columns that aren't here stay plain uuids. */
const kinds: Record<string, Kind> = {
  account_id: 'account',
  consent_id: 'consent',
  confirms: 'consent',
  credit_account: 'account',
  customer_id: 'customer',
  debit_account: 'account',
  entry_id: 'journal',
  for_lot: 'lot',
  from_customer: 'customer',
  gift_card_id: 'giftCard',
  grant_id: 'grant',
  import_id: 'import',
  into_customer: 'customer',
  location_id: 'location',
  lot_id: 'lot',
  merge_id: 'merge',
  note_id: 'note',
  prize_id: 'prize',
  product_id: 'product',
  purchase_id: 'purchase',
  redemption_id: 'redemption',
  return_id: 'return',
  reward_id: 'reward',
  staff_id: 'staff',
  transfer_id: 'transfer',
  undoes: 'transfer',
  version_id: 'programmeVersion',
  voucher_id: 'voucher',
}
const mergedInto: Record<string, Kind> = { accounts: 'account', customers: 'customer' }

/** The statement that gives a noun's rows as CSV (RFC 4180, but for the ends of lines) with a header. */
export function csvOf(noun: Noun, columns: readonly Column[], businessId: string): string {
  const own = columns
    .filter(({ name, type }) => !leftOut.has(name) && type !== 'bytea')
    .map((column) => `${cellOf(noun, column)} as ${pg.escapeIdentifier(column.name)}`)
  const more = Object.entries(noun.more ?? {}).map(([name, sql]) => `${sql} as ${pg.escapeIdentifier(name)}`)
  const rows = `select ${[...own, ...more].join(', ')} from ${noun.table} r
                 where r.business_id = ${pg.escapeLiteral(businessId)}`
  return `copy (${rows}) to stdout (format csv, header true)`
}

function cellOf({ table, plain = {} }: Noun, { name, type }: Column): string {
  const column = `r.${pg.escapeIdentifier(name)}`
  const kind = name === 'merged_into' ? mergedInto[table] : kinds[name]
  if (type === 'uuid' && kind) return `'${prefixes[kind]}_' || replace(${column}::text, '-', '')`
  if (type === 'timestamp with time zone')
    return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
  if (type.endsWith('[]')) return `to_json(${column})::text`
  if (type !== 'text') return column
  // A spreadsheet would take such text for a formula and run it (OWASP, CSV injection).
  const formula = `${column} ~ '^[=+@\\t\\r-]'${plain[name] ? ` and not (${plain[name]})` : ''}`
  return `case when ${formula} then '''' || ${column} else ${column} end`
}

const [QUOTE, LF] = [34, 10]

/** RFC 4180 ends a record by CR LF; PostgreSQL writes LF. A line end inside quotes is what somebody typed and stays. */
export function rfcLineEnds(): Transform {
  let quoted = false
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const out = Buffer.allocUnsafe(chunk.length * 2)
      let length = 0
      for (const byte of chunk) {
        if (byte === QUOTE) quoted = !quoted
        else if (byte === LF && !quoted) out[length++] = 13
        out[length++] = byte
      }
      done(null, out.subarray(0, length))
    },
  })
}
