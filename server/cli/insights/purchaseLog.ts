import { dayNumber, type LogLine } from '../../insights/insights.ts'
import { Refused } from '../../platform/errors.ts'
import { UsageError } from '../command.ts'
import { type Columns, numberOf, placeOf, readColumns } from './columns.ts'

/** A purchase log as it was read, and what was left out of it. */
export interface PurchaseLog {
  lines: LogLine[]
  rows: number
  leftOut: Record<
    'without customer' | 'cancelled' | 'negative or nothing bought' | 'another currency',
    number
  >
  hasMoney: boolean
}

export interface LogWish {
  id?: string | undefined
  date?: string | undefined
  value?: string | undefined
  currency?: string | undefined
}

interface Places {
  id: number
  date: number
  value: number | undefined
  invoice: number | undefined
  quantity: number | undefined
  price: number | undefined
  currency: number | undefined
}

/**
 * Reads a purchase log by its headings, or without any by what its columns look like (CDNOW's fixed columns). A line
 * is left out where the customer is missing, the invoice is a cancellation (C…), quantity or unit price is not above 0,
 * or the value is negative; a value of 0 is a purchase. Several currencies are refused unless one is named.
 */
export function readLog(file: string, wish: LogWish): PurchaseLog {
  const columns = readColumns(file)
  if (columns.rows.length === 0) throw new Refused('insights.cannot_fit', `${file} has headings but no row.`)
  const places = columns.headings ? byHeadings(file, columns.headings, wish) : byLooks(columns)
  refuseCurrencies(columns, places, wish.currency)
  const readDay = dayReader(columns, places.date)
  const leftOut = {
    'without customer': 0,
    cancelled: 0,
    'negative or nothing bought': 0,
    'another currency': 0,
  }
  const lines: LogLine[] = []
  for (const row of columns.rows) {
    const reason = whyNot(row.cells, places, wish.currency)
    const money = reason ? 0 : moneyOf(row, places, columns.separator)
    if (reason) leftOut[reason] += 1
    else if (money === undefined || money < 0) leftOut['negative or nothing bought'] += 1
    else lines.push({ customer: row.cells[places.id]!, day: readDay(row), money })
  }
  return {
    lines,
    rows: columns.rows.length,
    leftOut,
    hasMoney: places.value !== undefined || places.price !== undefined,
  }
}

const words = {
  id: [
    'customerid',
    'custid',
    'cust',
    'customer',
    'clientid',
    'client',
    'userid',
    'memberid',
    'cardid',
    'id',
  ],
  date: [
    'date',
    'orderdate',
    'invoicedate',
    'purchasedate',
    'transactiondate',
    'datetime',
    'occurredat',
    'createdat',
    'timestamp',
    'day',
    'time',
  ],
  value: [
    'value',
    'dollarvalue',
    'amount',
    'revenue',
    'total',
    'ordervalue',
    'sales',
    'spend',
    'money',
    'price',
    'm',
  ],
}

function byHeadings(file: string, headings: string[], wish: LogWish): Places {
  const named = (name: 'id' | 'date' | 'value') => {
    const wished = wish[name]
    if (wished === undefined) return placeOf(headings, ...words[name])
    const place = headings.indexOf(wished)
    if (place < 0) throw new UsageError(`${file} has no column "${wished}". It has: ${headings.join(', ')}.`)
    return place
  }
  const [id, date] = [named('id'), named('date')]
  if (id === undefined || date === undefined)
    throw new UsageError(
      `Which column of ${file} says ${id === undefined ? 'who bought (--id)' : 'when (--date)'}? It has: ${headings.join(', ')}.`,
    )
  const [quantity, price] = [placeOf(headings, 'quantity', 'qty'), placeOf(headings, 'unitprice', 'price')]
  const isProduct = wish.value === undefined && quantity !== undefined && price !== undefined
  return {
    ...{ id, date, value: isProduct ? undefined : named('value') },
    ...(isProduct ? { quantity, price } : { quantity: undefined, price: undefined }),
    ...{ invoice: placeOf(headings, 'invoiceno', 'invoice'), currency: placeOf(headings, 'currency') },
  }
}

/** No headings: the customer first, a day of eight digits or with dashes, the value last. */
function byLooks({ rows }: Columns): Places {
  const [{ cells }] = rows as [Columns['rows'][number]]
  const date = cells.findIndex((cell) => /^(19|20)\d{6}$|^\d{4}-\d\d-\d\d/.test(cell))
  if (date < 1)
    throw new UsageError('The file has no headings, and no column after the first looks like a day.')
  const last = cells.length - 1
  const nothing = { invoice: undefined, quantity: undefined, price: undefined, currency: undefined }
  return { id: 0, date, value: last > date ? last : undefined, ...nothing }
}

function refuseCurrencies({ rows }: Columns, { currency }: Places, wished: string | undefined): void {
  if (currency === undefined || wished !== undefined) return
  const all = [...new Set(rows.map(({ cells }) => cells[currency]).filter(Boolean))]
  if (all.length > 1)
    throw new Refused(
      'insights.cannot_fit',
      `There are several currencies (${all.join(', ')}), and sums of them mean nothing: name one with --currency.`,
    )
}

function whyNot(cells: string[], { id, invoice, currency }: Places, wished: string | undefined) {
  if (!cells[id]) return 'without customer'
  if (invoice !== undefined && /^C\d/i.test(cells[invoice] ?? '')) return 'cancelled'
  return currency !== undefined && wished !== undefined && cells[currency] !== wished
    ? 'another currency'
    : undefined
}

/** Nothing where nothing was bought for money: quantity or unit price of 0 or less. */
function moneyOf(
  { line, cells }: Columns['rows'][number],
  { value, quantity, price }: Places,
  separator: string,
) {
  const read = (place: number) => {
    const number = numberOf(cells[place] ?? '', separator)
    if (Number.isFinite(number)) return number
    throw new Refused('insights.cannot_fit', `Line ${line}: "${cells[place] ?? ''}" is not a number.`)
  }
  if (quantity !== undefined && price !== undefined) {
    const [pieces, each] = [read(quantity), read(price)]
    return pieces > 0 && each > 0 ? pieces * each : undefined
  }
  return value === undefined ? 0 : read(value)
}

/** Reads days as files write them; 3/4/2011 only where other rows show which of the two is the month. */
function dayReader({ rows }: Columns, place: number): (row: Columns['rows'][number]) => number {
  const seen = new Map<string, number>()
  let isDayFirst: boolean | undefined
  for (const { cells } of rows) {
    const slashes = /^(\d{1,2})\/(\d{1,2})\/\d{4}/.exec(cells[place] ?? '')
    if (slashes && Number(slashes[1]) > 12) isDayFirst = true
    else if (slashes && Number(slashes[2]) > 12) isDayFirst ??= false
  }
  return ({ line, cells }) => {
    const text = (cells[place] ?? '').split(/[T ]/, 1)[0]!
    const day = seen.get(text) ?? dayOf(text, isDayFirst, line)
    seen.set(text, day)
    return day
  }
}

function dayOf(text: string, isDayFirst: boolean | undefined, line: number): number {
  const iso = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})\.?$/.exec(text)
  if (iso) return checkedDay(`${iso[1]}-${iso[2]}-${iso[3]}`, text, line)
  const [, first, mark, second, year] = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})$/.exec(text) ?? []
  if (!first || !second) throw wrongDay(text, line)
  if (mark === '/' && isDayFirst === undefined)
    throw new Refused(
      'insights.cannot_fit',
      `Line ${line}: is "${text}" day/month or month/day? Write days like 2026-01-31.`,
    )
  const [day, month] = mark === '.' || isDayFirst ? [first, second] : [second, first]
  return checkedDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, text, line)
}

function checkedDay(iso: string, text: string, line: number): number {
  try {
    return dayNumber(Temporal.PlainDate.from(iso, { overflow: 'reject' }).toString())
  } catch {
    throw wrongDay(text, line)
  }
}

function wrongDay(text: string, line: number): Refused {
  return new Refused('insights.cannot_fit', `Line ${line}: "${text}" is not a day.`)
}
