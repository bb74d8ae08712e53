import { statement } from '../../platform/database.ts'
import { NIL_ID } from '../../platform/ids.ts'
import type { Moved } from '../money/rollForward.ts'

/**
 * What was moved, by month of the shop: $1 the business, $2 its time zone, $3 when its day ends.
 *
 * A reservation is owed until it is handed out. What lapses with a day is gone by its last moment, in that day's month. A
 * transfer's id says when it was written (UUIDv7): later than the end of its month is late.
 */
const movedIn = (range: string) => `
  (select unit, month, reason, side, sum(amount) as amount,
          coalesce(sum(amount) filter (where written >= (month + interval '1 month' + $3::text::interval) at time zone $2::text), 0) as late
     from (select t.unit, t.reason, t.amount,
                  case when d.account_id is null and c.account_id is null then 'between' when d.account_id is null then 'out'
                       when c.account_id is null then 'in' else 'own' end as side,
                  date_trunc('month', (t.at at time zone $2::text) - $3::text::interval
                    - case when t.reason = 'expiry' then interval '1 microsecond' else interval '0' end)::date as month,
                  to_timestamp(('x' || translate(left(t.transfer_id::text, 13), '-', ''))::bit(48)::bigint / 1000.0) as written
             from transfers t
             left join accounts d on d.business_id = $1 and d.account_id = t.debit_account and d.holder_id = $1
             left join accounts c on c.business_id = $1 and c.account_id = t.credit_account and c.holder_id = $1
            where t.business_id = $1 and (t.unit = 'points' or t.unit like 'money:%') and ${range}
              and (t.state = 'posted' or (t.state = 'pending' and (d.account_id is not null or t.undoes is not null)))) one
    group by unit, month, reason, side)`

const FIRST = `'${NIL_ID}'::uuid`

/** What was folded, and what came since; where the shop's day is another than it was folded by, everything. */
export const readMoved = statement<Moved & { unit: string }>(
  'insights.moved',
  `with folded as (
     select folded_to from owed_folded where business_id = $1 and time_zone = $2 and day_ends_at = $3)
   select unit, to_char(month, 'YYYY-MM') as month, reason, side, amount::bigint as amount, late::bigint as late
     from (select unit, month, reason, side, amount, late from owed_months
            where business_id = $1 and exists (select from folded)
           union all
           select * from ${movedIn(`t.transfer_id > coalesce((select folded_to from folded), ${FIRST})`)} came) m`,
)

interface Folded {
  foldedTo: string
  same: boolean
}

/** The row is locked by it: two that fold come one after the other. */
export const lockFolded = statement<Folded>(
  'insights.lock_folded',
  `insert into owed_folded as f (business_id, folded_to, time_zone, day_ends_at) values ($1, ${FIRST}, $2, $3)
   on conflict (business_id) do update set business_id = f.business_id
   returning folded_to as "foldedTo", time_zone = $2 and day_ends_at = $3 as same`,
)

/**
 * How far to fold next ($2: from, $3: younger ones may not be committed yet, $4: how many at once). A reservation may still be
 * called off, and what it holds is told then: nothing from the oldest open one on is final.
 */
export const readNext = statement<{ to: string | null }>(
  'insights.fold_next',
  `with bound as (
     select least($3::uuid, (select id from redemptions r, unnest(r.transfer_ids) id
                              where r.business_id = $1 and r.state = 'reserved' order by id limit 1)) as id),
   next as (
     select transfer_id from transfers
      where business_id = $1 and transfer_id > $2 and transfer_id < (select id from bound) order by transfer_id limit $4)
   select (select transfer_id from next order by transfer_id desc limit 1) as "to"`,
)

export const fold = statement(
  'insights.fold',
  `with folded as (
     insert into owed_months as m (business_id, unit, month, reason, side, amount, late)
     select $1, unit, month, reason, side, amount, late from ${movedIn('t.transfer_id > $4 and t.transfer_id <= $5')} came
     on conflict (business_id, unit, month, reason, side)
       do update set amount = m.amount + excluded.amount, late = m.late + excluded.late)
   update owed_folded set folded_to = $5, time_zone = $2, day_ends_at = $3 where business_id = $1`,
)

export const unfold = statement('insights.unfold', 'delete from owed_months where business_id = $1')
