import { statement, type Tx } from '../../platform/database.ts'
import { type Needed, needed, neededWithBefore, type Plan, smallestWith } from '../uplift/planner.ts'
import type { CampaignMetric } from './campaign.ts'
import { hereOf } from './here.ts'

/**
 * Before a campaign: how many people it takes, by what the shop's own people do without one. Those who bought within a year
 * are looked at over as many days as the campaign shall last, and over as many before, which says how much knowing what they
 * did before will help.
 */
export interface PlanWish {
  metric: CampaignMetric
  /** The smallest difference worth seeing: of 100 people who come, visits, or minor units. */
  lift: number
  days: number
  arms: number
  controlPercent: number
  powerPercent: number
}

interface Found {
  people: number
  mean: number
  spread: number
  correlation: number | null
}

const readBaseline = statement<Found>(
  'insights.campaign_baseline',
  `with people as (
     select customer_id from customer_facts
      where business_id = $1 and currency = $2 and purchases > 0 and last_day between $3::date - 365 and $3::date),
   days as (
     select p.customer_id, p.shop_day, sum(p.spend_minor) as spend, p.shop_day > $3::date - $4::int as late
       from purchases p
      where p.business_id = $1 and p.customer_id is not null and not p.fully_returned
        and p.shop_day > $3::date - 2 * $4::int and p.shop_day <= $3::date
      group by p.customer_id, p.shop_day),
   sums as (
     select customer_id, count(*) filter (where late) as days, sum(spend) filter (where late) as spend,
            count(*) filter (where not late) as days_before, sum(spend) filter (where not late) as spend_before
       from days group by customer_id),
   measured as (
     select case $5 when 'came' then least(coalesce(s.days, 0), 1) when 'visits' then coalesce(s.days, 0) else coalesce(s.spend, 0) end::float8 as value,
            case $5 when 'came' then least(coalesce(s.days_before, 0), 1) when 'visits' then coalesce(s.days_before, 0) else coalesce(s.spend_before, 0) end::float8 as earlier
       from people left join sums s using (customer_id))
   select count(*)::int as people, coalesce(avg(value), 0) as mean, coalesce(stddev_samp(value), 0) as spread,
          corr(value, earlier) as correlation
     from measured`,
)

export async function planCampaign(tx: Tx, wish: PlanWish) {
  const { currency, today } = await hereOf(tx)
  const [found] = await tx.rows(readBaseline, [tx.businessId, currency, today, wish.days, wish.metric])
  const { people, mean, spread, correlation } = found!
  const share = wish.metric === 'came'
  const plan: Plan = {
    ...{ baseline: mean, spread: share ? null : spread, correlation: share ? null : correlation },
    lift: share ? wish.lift / 100 : wish.lift,
    ...{ arms: wish.arms, controlPercent: wish.controlPercent },
    ...{ power: wish.powerPercent / 100, alpha: 0.05 },
  }
  const said = {
    ...{ ...wish, currency, at: today, people },
    baseline: { mean, spread, correlation },
    refused: refusalOf(plan, people),
  }
  if (said.refused) return { ...said, needed: null, withBefore: null, enough: null, smallest: null }
  const takes = needed(plan)
  const withBefore = worthIt(takes, neededWithBefore(plan))
  return {
    ...said,
    ...{ needed: takes, withBefore },
    enough: (withBefore ?? takes).total <= people,
    /** What all of these people together could show, in the unit of the lift. */
    smallest: shownLift(smallestWith(people, plan), share),
  }
}

/** Shares that would pass 100 of 100, and people who all bring the same, have no plan. */
function refusalOf(plan: Plan, people: number): 'nobody' | 'above_all' | 'no_spread' | null {
  if (people < 2) return 'nobody'
  if (plan.spread === null) return plan.baseline + plan.lift > 1 ? 'above_all' : null
  return plan.spread > 0 ? null : 'no_spread'
}

/** Only where it saves people. */
function worthIt(plain: Needed, withBefore: Needed | null): Needed | null {
  return withBefore && withBefore.total < plain.total ? withBefore : null
}

function shownLift(lift: number | null, share: boolean): number | null {
  return lift === null ? null : share ? lift * 100 : lift
}
