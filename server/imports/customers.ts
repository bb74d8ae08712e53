import { createCustomer, findCustomer, type NewCustomer, newCustomer } from '../customers/customers.ts'
import { inBusiness, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import { adjust } from '../till/till.ts'
import type { Brought, Job } from './job.ts'
import { bindColumns } from './maps/bind.ts'
import type { CustomersMap } from './maps/map.ts'
import { take } from './purchases/importPurchases.ts'
import type { Table } from './reading/rows.ts'
import { Tried } from './tried.ts'
import { momentReader } from './values/moments.ts'
import { readMillionths } from './values/numbers.ts'

const keys = ['externalId', 'card', 'email', 'phone'] as const
const fields = [
  ...(['externalId', 'card', 'email', 'phone', 'givenName', 'familyName', 'name', 'language'] as const),
  ...(['birthday', 'joinedAt', 'acquisition', 'points'] as const),
]
// Rows in flight: each is a transaction of its own, and two cores have enough to do with these.
const LANES = 6

interface Person {
  row: number
  customer: NewCustomer
  points: number
}
interface Done {
  made: number
  alreadyThere: number
  refused: number
  tried: Set<string>
}
interface Fault {
  field: string
  code: string
  say: string
}

/**
 * Brings customers in. Whoever is found by one of the row's keys is there already and stays as she is; the others are
 * made, with the balance that they bring, and without the joining gift unless the map says so.
 */
export async function importCustomers(job: Job, map: CustomersMap, table: Table): Promise<Brought> {
  const done: Done = { made: 0, alreadyThere: 0, refused: 0, tried: new Set() }
  const found = { rows: 0 }
  let batch: Person[] = []
  let bytes = 0
  const rows = table.rows((read) => {
    bytes = read
  })
  for await (const person of readPeople(job, map, { rows, heading: await headingOf(table), table }, found)) {
    batch.push(person)
    if (batch.length < LANES * 20) continue
    await bring(job, map, batch, done)
    batch = []
    job.onProgress('writing', bytes, table.bytes)
  }
  await bring(job, map, batch, done)
  return {
    changed: done.made > 0,
    customers: { made: done.made, alreadyThere: done.alreadyThere, refused: done.refused },
    found,
    rowsLeftOut: Object.fromEntries(job.errors.byCode),
  }
}

async function headingOf(table: Table): Promise<string[]> {
  const [firstRow = []] = await take(table, 1)
  return firstRow
}

async function* readPeople(
  job: Job,
  map: CustomersMap,
  { rows, heading, table }: { rows: AsyncIterable<string[]>; heading: string[]; table: Table },
  found: { rows: number },
): AsyncGenerator<Person> {
  const columns = bindColumns(map.columns, heading, fields)
  const moment = momentReader(map.date, job.business.timeZone)
  const mark = map.file.decimal ?? (table.separator === ';' ? 'either' : '.')
  let row = 0
  for await (const values of rows) {
    row += 1
    if (row === 1 && (map.file.heading ?? true)) continue
    found.rows += 1
    const said = Object.fromEntries(
      fields.map((field) => [field, columns[field](values)]).filter(([, value]) => value !== ''),
    ) as Partial<Record<(typeof fields)[number], string>>
    const read = personOf(said, { map, moment, mark })
    if ('code' in read) job.errors.add({ row, ...read })
    else yield { row, ...read }
  }
}

/** A row as a request to join, or what is wrong with it. */
function personOf(
  { points, joinedAt, birthday, ...said }: Partial<Record<(typeof fields)[number], string>>,
  how: { map: CustomersMap; moment: ReturnType<typeof momentReader>; mark: '.' | ',' | 'either' },
): Omit<Person, 'row'> | Fault {
  if (!keys.some((key) => said[key])) {
    return {
      field: 'externalId',
      code: 'value_missing',
      say: 'There is nothing to know the customer by again.',
    }
  }
  const joined = joinedAt === undefined ? undefined : how.moment(joinedAt)
  if (joinedAt !== undefined && !joined) return unclear('joinedAt', joinedAt)
  const born = birthday === undefined ? undefined : how.moment(birthday)
  if (birthday !== undefined && !born) return unclear('birthday', birthday)
  const balance = points === undefined ? 0 : readMillionths(points, how.mark)
  if (balance === undefined || balance < 0 || balance % 1_000_000 !== 0)
    return { field: 'points', code: 'number_unclear', say: `${points} is not a whole number of points.` }
  const read = newCustomer.safeParse({
    ...said,
    ...(said.externalId && how.map.source ? { source: how.map.source } : {}),
    ...(joined ? { joinedAt: instantOf(joined.ms).toString() } : {}),
    ...(born ? { birthday: instantOf(born.ms).toString().slice(0, 10) } : {}),
  })
  if (read.success) return { customer: read.data, points: balance / 1_000_000 }
  const { path, message } = read.error.issues[0]!
  return { field: path.join('.'), code: 'value_wrong', say: `${path.join('.')} ${message}.` }
}

function instantOf(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms)
}

function unclear(field: string, value: string): Fault {
  return { field, code: 'date_unclear', say: `${value} is not a date in the format of the map.` }
}

async function bring(job: Job, map: CustomersMap, batch: readonly Person[], done: Done): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let person = batch[next++]; person; person = batch[next++]) {
      const outcome = await bringOnce(job, map, person, done.tried)
      if (typeof outcome === 'string') done[outcome] += 1
      else {
        done.refused += 1
        job.errors.add({
          row: person.row,
          field: outcome.field ?? 'row',
          code: outcome.code,
          say: outcome.message,
        })
      }
    }
  }
  // Who was only tried isn't there for the next row: a dry run remembers the keys, and goes row by row.
  await Promise.all(Array.from({ length: job.dryRun ? 1 : LANES }, lane))
}

async function bringOnce(
  job: Job,
  map: CustomersMap,
  person: Person,
  tried: Set<string>,
): Promise<'made' | 'alreadyThere' | Refused> {
  const named = keys.flatMap((key) => person.customer[key]?.trim().toLowerCase() ?? [])
  if (named.some((key) => tried.has(key))) return 'alreadyThere'
  const outcome = await bringOne(job, map, person)
  if (job.dryRun && outcome === 'made') for (const key of named) tried.add(key)
  // Two rows of one customer went side by side: by now she is there.
  const twin = typeof outcome !== 'string' && outcome.code === 'customer.identity_taken'
  return twin && !job.dryRun ? bringOne(job, map, person) : outcome
}

async function bringOne(
  { database, businessId, actor, dryRun, now }: Job,
  map: CustomersMap,
  { customer, points }: Person,
): Promise<'made' | 'alreadyThere' | Refused> {
  try {
    return await inBusiness(database, businessId, async (tx) => {
      if (await isThere(tx, customer)) return 'alreadyThere'
      await makeCustomer(tx, { customer, points, now, welcome: map.joiningGift }, actor)
      await tx.settled()
      if (dryRun) throw new Tried('made')
      return 'made'
    })
  } catch (error) {
    if (error instanceof Tried) return 'made'
    if (error instanceof Refused) return error
    throw error
  }
}

/** Found by any key that the row gives, the first of them first. */
async function isThere(tx: Tx, customer: NewCustomer): Promise<boolean> {
  for (const key of keys) {
    const value = customer[key]
    if (value === undefined) continue
    const source = key === 'externalId' && customer.source ? { source: customer.source } : {}
    if (await findCustomer(tx, { [key]: value, ...source }, '')) return true
  }
  return false
}

async function makeCustomer(
  tx: Tx,
  {
    customer,
    points,
    now,
    welcome,
  }: { customer: NewCustomer; points: number; now: Temporal.Instant; welcome: boolean },
  actor: Actor,
): Promise<void> {
  const customerId = await createCustomer(tx, customer, actor, { welcome })
  if (points === 0) return
  await adjust(
    tx,
    { customerId, unit: 'points', amount: points, reason: 'Balance brought along' },
    { actor, now },
  )
}
