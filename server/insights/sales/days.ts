import { type Database, inBusiness, statement, type Tx } from '../../platform/database.ts'
import { firstIdAt, NIL_ID } from '../../platform/ids.ts'

/**
 * What each day sold. A row that all tills write would make them wait for each other, so days are counted beside them: a
 * round counts anew, from its own purchases, every day in which something was bought or came back since it looked last.
 * What happened after that is counted when it is read. Ids of purchases and returns grow with time (UUIDv7).
 */

// What a transaction under way has not committed yet has an id already. A till's takes a moment, an import's some seconds,
// and one that stands idle is ended after a minute.
const UNSURE_MS = 2 * 60_000
/** So many purchases may be counted while somebody waits for the page. */
const READ_AT_MOST = 20_000

const readMark = statement<{ purchaseId: string; returnId: string }>(
  'sales.mark',
  `select purchase_id as "purchaseId", return_id as "returnId" from sales_counted where business_id = $1`,
)
const touched = `
  select p.shop_day as day from purchases p
   where p.business_id = $1 and p.purchase_id > $2 and p.purchase_id <= $4
   union
  select p.shop_day from returns r
    join purchases p on p.business_id = $1 and p.purchase_id = r.purchase_id
   where r.business_id = $1 and r.return_id > $3 and r.return_id <= $4`
const readTouched = statement<{ day: string }>('sales.touched', `${touched} order by 1`)
const readBacklog = statement<{ many: number }>(
  'sales.backlog',
  `select count(*)::int as many from (
     select from purchases where business_id = $1 and purchase_id > $2 limit ${READ_AT_MOST + 1}) p`,
)

const soldOn = `
  select currency, shop_day as day, coalesce(location_id, '${NIL_ID}') as location_id, count(*)::int as purchases,
         sum(total_minor - returned_minor)::bigint as money_minor
    from purchases
   where business_id = $1 and shop_day = any($2::date[]) and not fully_returned
   group by 1, 2, 3`
const dropDays = statement(
  'sales.drop_days',
  'delete from sales_days where business_id = $1 and day = any($2::date[])',
)
const countDays = statement(
  'sales.count_days',
  `insert into sales_days (business_id, currency, day, location_id, purchases, money_minor)
   select $1, s.* from (${soldOn}) s`,
)
const keepMark = statement(
  'sales.keep_mark',
  `insert into sales_counted (business_id, purchase_id, return_id, counted_at) values ($1, $2, $2, now())
   on conflict (business_id) do update set purchase_id = $2, return_id = $2, counted_at = now()`,
)
const lock = statement(
  'sales.lock',
  `select pg_advisory_xact_lock(hashtextextended('sales ' || $1::text, 0)) is null as locked`,
)

async function markOf(tx: Tx) {
  const [mark] = await tx.rows(readMark, [tx.businessId])
  return mark ?? { purchaseId: NIL_ID, returnId: NIL_ID }
}

/** Counts the days that changed since the last time. */
export async function countSales(
  database: Database,
  businessId: string,
  now = Temporal.Now.instant(),
): Promise<void> {
  await inBusiness(database, businessId, async (tx) => {
    await tx.rows(lock, [businessId])
    const { purchaseId, returnId } = await markOf(tx)
    const until = firstIdAt(now.subtract({ milliseconds: UNSURE_MS }))
    if (until <= purchaseId) return
    const days = (await tx.rows(readTouched, [businessId, purchaseId, returnId, until])).map(({ day }) => day)
    if (days.length === 0) return
    tx.write(dropDays, [businessId, days])
    await tx.settled()
    tx.write(countDays, [businessId, days])
    tx.write(keepMark, [businessId, until])
  })
}

export interface SoldWeek {
  /** Its Monday. */
  week: string
  purchases: number
  moneyMinor: number
}

// $4 today, $5 the days to be counted anew, $6 a location or null.
const readWeeks = statement<SoldWeek>(
  'sales.weeks',
  `select date_trunc('week', day)::date as week, sum(purchases)::int as purchases, sum(money_minor)::bigint as "moneyMinor"
     from (
       select day, purchases, money_minor from sales_days
        where business_id = $1 and currency = $3 and day >= $4::date - 1200 and day < date_trunc('week', $4::date)
          and not day = any($2::date[]) and ($5::uuid is null or location_id = $5)
        union all
       select day, purchases, money_minor from (${soldOn}) s
        where currency = $3 and day >= $4::date - 1200 and day < date_trunc('week', $4::date)
          and ($5::uuid is null or location_id = $5)) d
    group by 1 order by 1`,
)

/** Whole weeks up to the last one, of three years at most; null while more waits to be counted than a page may wait for. */
export async function soldByWeek(
  tx: Tx,
  { currency, today, location }: { currency: string; today: string; location: string | null },
): Promise<SoldWeek[] | null> {
  const { purchaseId, returnId } = await markOf(tx)
  const [backlog] = await tx.rows(readBacklog, [tx.businessId, purchaseId])
  if (backlog!.many > READ_AT_MOST) return null
  const last = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
  const days = await tx.rows(readTouched, [tx.businessId, purchaseId, returnId, last])
  return tx.rows(readWeeks, [tx.businessId, days.map(({ day }) => day), currency, today, location])
}
