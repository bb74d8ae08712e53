import { type Check, comparing, mine, pointing, shown } from '../check.ts'

const grant = shown('grant', 'g.grant_id')

// Everything that took a lot back: what was moved, what had expired already, and what the policy wrote off.
const takenBack = `
  (select lot_id, sum(amount)::bigint as amount
     from (select undoes as lot_id, amount from transfers
            where business_id = $1 and undoes is not null and state <> 'voided'
           union all
           select for_lot, amount from lot_takes
            where business_id = $1 and source = 'written_off' and amount > 0) b
    group by lot_id)`

// By grant of a purchase that something came back of: the sum of its shares by line, and of those that belong to the
// quantities that came back (`shareBack` of server/programme/unwind.ts, which telescopes over any sequence of returns).
const shares = `
  (with weights as materialized (
     select grant_id, purchase_id, weight, place - 1 as line
       from grants cross join lateral unnest(by_line) with ordinality as w (weight, place)
      where business_id = $1 and weight > 0),
   returned as materialized (
     select distinct purchase_id from purchase_lines where business_id = $1 and returned_milli > 0)
   select w.grant_id, sum(w.weight) as total,
          sum(div(w.weight::numeric * l.returned_milli, nullif(l.quantity_milli, 0))) as returned
     from weights w join returned using (purchase_id)
     join ${mine('purchase_lines')} l on l.purchase_id = w.purchase_id and l.line = w.line
    group by w.grant_id)`

export const grantChecks: Check[] = [
  {
    name: 'grant.equals_lot',
    table: 'grants',
    says: 'a grant came as the lot it names: same amount, unit, purchase and customer',
    sql: comparing({
      key: grant,
      from: `${mine('grants')} g left join ${mine('lots')} l on l.grant_id = g.grant_id
             left join ${mine('transfers')} t on t.transfer_id = l.lot_id
             left join ${mine('accounts')} a on a.account_id = l.account_id
             left join ${mine('accounts')} h on h.account_id = coalesce(a.merged_into, a.account_id)`,
      columns: {
        lot_id: { expected: 'l.lot_id', found: 'g.lot_id' },
        amount: { expected: 'coalesce(l.amount, 0)', found: 'g.amount' },
        unit: { expected: 'coalesce(t.unit, g.unit)', found: 'g.unit' },
        purchase_id: {
          expected: 'case when l.lot_id is null then g.purchase_id else t.purchase_id end',
          found: 'g.purchase_id',
        },
        customer_id: { expected: 'coalesce(h.holder_id, g.customer_id)', found: 'g.customer_id' },
      },
    }),
  },
  {
    name: 'grant.of_customer',
    table: 'grants',
    says: 'a grant for a purchase belongs to the purchase’s customer',
    sql: comparing({
      key: grant,
      from: `${mine('grants')} g join ${mine('purchases')} p on p.purchase_id = g.purchase_id`,
      columns: { customer_id: { expected: 'p.customer_id', found: 'g.customer_id' } },
    }),
  },
  {
    name: 'grant.live',
    table: 'grants',
    says: 'what stands of a grant is its amount less what returns took back of its lot',
    sql: comparing({
      key: grant,
      from: `${mine('grants')} g left join ${takenBack} b on b.lot_id = g.lot_id`,
      columns: {
        live_amount: { expected: 'g.amount - coalesce(b.amount, 0)', found: 'g.live_amount' },
      },
    }),
  },
  {
    name: 'grant.terms',
    table: 'grants',
    says: 'a grant in steps is steps times what one gives, whole ones have none, and shares sum to the whole',
    sql: comparing({
      key: grant,
      from: `${mine('grants')} g cross join lateral (select sum(weight) as total from unnest(g.by_line) w (weight)) s`,
      columns: {
        amount: {
          expected: `case g.mode when 'steps' then g.steps * g.per_step else g.amount end`,
          found: 'g.amount',
        },
        live_amount: {
          expected: `case g.mode when 'steps' then g.live_steps * g.per_step else g.live_amount end`,
          found: 'g.live_amount',
        },
        steps: { expected: `case g.mode when 'steps' then g.steps else 0 end`, found: 'g.steps' },
        per_step: { expected: `case g.mode when 'steps' then g.per_step else 0 end`, found: 'g.per_step' },
        step_counted: {
          expected: `case g.mode when 'steps' then g.step_counted else 0 end`,
          found: 'g.step_counted',
        },
        counted: {
          expected: `case g.mode when 'steps' then coalesce(s.total, 0) else 0 end`,
          found: 'g.counted',
        },
        by_line: {
          expected: `case when g.spread = 'purchase' or g.mode = 'steps' then 0 else g.amount end`,
          found: `case when g.spread = 'purchase' or g.mode = 'steps' then 0 else coalesce(s.total, 0) end`,
        },
      },
    }),
  },
  {
    name: 'grant.share_of_returns',
    table: 'grants',
    says: 'what returns took of a grant is the share that belongs to what came back',
    sql: comparing({
      key: grant,
      from: `${mine('grants')} g left join ${shares} s on s.grant_id = g.grant_id`,
      columns: {
        live_counted: {
          expected: `g.counted - case g.mode when 'steps' then coalesce(s.returned, 0) else 0 end`,
          found: 'g.live_counted',
        },
        live_amount: {
          expected: `case when g.mode = 'steps' then g.live_amount
                          when g.spread = 'lines' then g.amount - coalesce(s.returned, 0)
                          else g.amount - coalesce(div(g.amount::numeric * s.returned, nullif(s.total, 0)), 0) end`,
          found: 'g.live_amount',
        },
      },
    }),
  },
  {
    name: 'carry.equals_grants',
    table: 'carries',
    says: 'a remainder is what was counted and stands, less what the steps that stand took',
    sql: comparing({
      key: `concat_ws(' ', ${shown('customer', 'coalesce(c.customer_id, g.customer_id)')}, coalesce(c.rule_id, g.rule_id))`,
      from: `(select customer_id, rule_id, sum(live_counted::numeric - live_steps::numeric * step_counted) as carried
                from grants where business_id = $1 group by 1, 2) g
             full join ${mine('carries')} c on c.customer_id = g.customer_id and c.rule_id = g.rule_id`,
      columns: { carried: { expected: 'coalesce(g.carried, 0)', found: 'coalesce(c.carried, 0)' } },
    }),
  },
  {
    name: 'cap_use.equals_grants',
    table: 'cap_uses',
    says: 'what of a cap is used up is what stands of the grants that counted in it',
    sql: comparing({
      key: `concat_ws(' ', ${shown('customer', 'coalesce(u.customer_id, g.customer_id)')},
              coalesce(u.cap_id, g.cap_id), coalesce(u.period, g.period))`,
      from: `(select customer_id, c ->> 'capId' as cap_id, c ->> 'period' as period, sum(live_amount) as used
                from grants cross join lateral jsonb_array_elements(caps) c
               where business_id = $1 and caps is not null group by 1, 2, 3) g
             full join ${mine('cap_uses')} u
                    on u.customer_id = g.customer_id and u.cap_id = g.cap_id and u.period = g.period`,
      columns: { used: { expected: 'coalesce(g.used, 0)', found: 'coalesce(u.used, 0)' } },
    }),
  },
  {
    name: 'budget.equals_grants',
    table: 'budgets',
    says: 'what of a budget is used is what stands of the grants that were given from it',
    sql: comparing({
      key: 'coalesce(b.rule_id, g.rule_id)',
      from: `(select rule_id, sum(live_amount) as used from grants
               where business_id = $1 and budget is not null group by rule_id) g
             full join ${mine('budgets')} b on b.rule_id = g.rule_id`,
      columns: { used: { expected: 'coalesce(g.used, 0)', found: 'coalesce(b.used, 0)' } },
    }),
  },
  pointing('grants', shown('grant', 'r.grant_id'), 'version_id', 'programme_versions'),
  pointing('grants', shown('grant', 'r.grant_id'), 'customer_id', 'customers'),
]
