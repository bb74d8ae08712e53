import { type RawBuilder, sql } from 'kysely'
import { type Filter, NONE } from './filter.ts'

/** What a filter needs to know of the shop. */
export interface Here {
  businessId: string
  currency: string
  /** The shop's today. */
  today: Temporal.PlainDate
  timeZone: string
  /** The types of the own questions, by key. */
  questions: ReadonlyMap<string, string>
}

type Condition = RawBuilder<unknown>

/**
 * The conditions of a filter over the row `c` of customers, and `f` of their facts where `needsFacts` says so. Each value
 * is a parameter; nothing that came in stands in the text.
 */
export function conditionsOf(filter: Filter, here: Here): Condition[] {
  return [
    sql`c.business_id = ${here.businessId}`,
    sql`c.merged_into is null`,
    sql`c.erased_at is null`,
    ...factConditions(filter),
    ...profileConditions(filter, here),
    ...standingConditions(filter, here),
    ...answerConditions(filter, here),
  ]
}

/** Whether somebody without a purchase can't be meant. */
export function needsPurchases({ lastFrom, lastUntil, purchasesMin, spentMin }: Filter): boolean {
  return Boolean(lastFrom || lastUntil || purchasesMin || spentMin)
}

/** Whether the filter reads what was bought. */
export function needsFacts(filter: Filter): boolean {
  return needsPurchases(filter) || filter.purchasesMax !== undefined || filter.spentMax !== undefined
}

function factConditions(filter: Filter): Condition[] {
  const { lastFrom, lastUntil, purchasesMin, purchasesMax, spentMin, spentMax } = filter
  const conditions: Condition[] = []
  if (lastFrom) conditions.push(sql`f.last_day >= ${lastFrom}::date`)
  if (lastUntil) conditions.push(sql`f.last_day <= ${lastUntil}::date`)
  if (purchasesMin) conditions.push(sql`f.purchases >= ${purchasesMin}`)
  if (purchasesMax !== undefined) conditions.push(sql`coalesce(f.purchases, 0) <= ${purchasesMax}`)
  if (spentMin) conditions.push(sql`f.money_minor >= ${spentMin}`)
  if (spentMax !== undefined) conditions.push(sql`coalesce(f.money_minor, 0) <= ${spentMax}`)
  return conditions
}

function profileConditions(filter: Filter, { today, timeZone, businessId }: Here): Condition[] {
  const { birthMonth, birthdayWithin, joinedFrom, joinedUntil, source, language, reach } = filter
  const conditions: Condition[] = []
  if (birthMonth) conditions.push(sql`c.birth_month = ${birthMonth}`)
  if (birthdayWithin !== undefined) conditions.push(birthdayBetween(today, birthdayWithin))
  const startOf = (day: string, plus = 0) =>
    Temporal.PlainDate.from(day).add({ days: plus }).toZonedDateTime(timeZone).toInstant().toString()
  if (joinedFrom) conditions.push(sql`c.joined_at >= ${startOf(joinedFrom)}::timestamptz`)
  if (joinedUntil) conditions.push(sql`c.joined_at < ${startOf(joinedUntil, 1)}::timestamptz`)
  if (source) conditions.push(oneOf(sql`c.source`, source))
  if (language) conditions.push(oneOf(sql`c.language`, language))
  if (reach) conditions.push(reachable(businessId, reach))
  return conditions
}

function oneOf(column: Condition, values: readonly string[]): Condition {
  const said = values.filter((value) => value !== NONE)
  const parts = said.length > 0 ? [sql`${column} = any(${said}::text[])`] : []
  if (said.length < values.length) parts.push(sql`${column} is null`)
  return sql`(${sql.join(parts, sql` or `)})`
}

/** The days from today on, as month and day: at most a whole year. On 28 February of a common year those of the 29th come too. */
function birthdayBetween(today: Temporal.PlainDate, days: number): Condition {
  const key = ({ month, day }: Temporal.PlainDate) => month * 100 + day
  const last = today.add({ days: Math.min(days, 364) })
  const [from, until] = [key(today), key(last)]
  const leap = !last.inLeapYear && until === 228 ? 229 : until
  const born = sql`c.birth_month * 100 + c.birth_day`
  // In two ranges where the year turns.
  return from <= leap
    ? sql`(c.birth_month is not null and ${born} between ${from} and ${leap})`
    : sql`(c.birth_month is not null and (${born} >= ${from} or ${born} <= ${leap}))`
}

function reachable(businessId: string, reach: NonNullable<Filter['reach']>): Condition {
  const has = (kind: string) =>
    sql`exists (select from identities i where i.business_id = ${businessId} and i.customer_id = c.customer_id and i.kind = ${kind})`
  if (reach === 'both') return sql`(${has('email')} and ${has('phone')})`
  if (reach === 'none') return sql`(not ${has('email')} and not ${has('phone')})`
  return has(reach)
}

function standingConditions(filter: Filter, { businessId }: Here): Condition[] {
  const { tier, pointsMin, pointsMax, consent, duplicates } = filter
  const conditions: Condition[] = []
  if (tier) {
    const standing = sql`(select s.tier_id from standings s where s.business_id = ${businessId} and s.customer_id = c.customer_id)`
    conditions.push(oneOf(standing, tier))
  }
  const balance = sql`coalesce((select a.balance from accounts a where a.business_id = ${businessId}
    and a.holder_id = c.customer_id and a.unit = 'points' and a.kind = 'customer'), 0)`
  if (pointsMin !== undefined) conditions.push(sql`${balance} >= ${pointsMin}`)
  if (pointsMax !== undefined) conditions.push(sql`${balance} <= ${pointsMax}`)
  if (consent) conditions.push(consenting(businessId, consent))
  if (duplicates) {
    // From the few pairs to the customers, not the other way round.
    conditions.push(sql`c.customer_id = any(array(
      select unnest(array[l.first_customer, l.second_customer]) from likenesses l
       where l.business_id = ${businessId} and l.dismissed_at is null))`)
  }
  return conditions
}

/**
 * Who said yes and has not taken it back, by the rule of the customer's own consents: the last word counts, a yes that
 * waits for its confirmation is none yet, and a confirmation after a no in between gives nothing.
 */
function consenting(businessId: string, consent: string): Condition {
  const [purpose, channel] = consent.split(':')
  return sql`coalesce((select k.given and not k.awaits_confirmation from consents k
    where k.business_id = ${businessId} and k.customer_id = c.customer_id
      and k.purpose = ${purpose} and k.channel = ${channel}
      and not (k.confirms is not null and exists (
        select from consents no
          join consents yes on yes.business_id = no.business_id and yes.consent_id = k.confirms
         where no.business_id = k.business_id and no.customer_id = k.customer_id and no.purpose = k.purpose
           and no.channel = k.channel and not no.given and no.at >= yes.at and no.at <= k.at))
    order by k.at desc, k.consent_id desc limit 1), false)`
}

function answerConditions({ answer = [] }: Filter, { questions }: Here): Condition[] {
  return answer.map((said) => {
    const at = said.indexOf('=')
    const [key, value] = [said.slice(0, at), said.slice(at + 1)]
    if (value === '') return sql`c.attributes -> ${key} is not null`
    const type = questions.get(key)
    const wanted =
      type === 'number' ? JSON.stringify(Number(value)) : type === 'boolean' ? String(value === 'true') : null
    return wanted === null
      ? sql`c.attributes ->> ${key} = ${value}`
      : sql`c.attributes -> ${key} = ${wanted}::jsonb`
  })
}
