import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { statement, type Tx } from '../../platform/database.ts'
import type { CustomerId } from '../../platform/ids.ts'
import { nearness } from '../names/nearness.ts'
import type { KeptIdentity } from '../reading.ts'

/** Why two customers may be one person. */
export const likenessReasons = ['email', 'phone', 'name_and_phone', 'name_and_birthday'] as const
export type LikenessReason = (typeof likenessReasons)[number]

/** What two customers are compared by. */
export interface Likeness {
  customerId: CustomerId
  nameKey: string | null
  birthYear: number | null
  birthMonth: number | null
  birthDay: number | null
  phones: readonly string[]
  emails: readonly string[]
}

// A number that many share (a switchboard, 1 January) must not suggest everybody to everybody: each key is followed
// to at most 20 customers.
const candidates = statement<Likeness>(
  'customers.like_this',
  `with near as (
     select i.customer_id from unnest($3::text[]) mailbox
      cross join lateral (select customer_id from identities
        where business_id = $1 and mailbox = mailbox.mailbox limit 20) i
     union
     select i.customer_id from unnest($4::text[], $5::text[]) tail (lo, hi)
      cross join lateral (select customer_id from identities
        where business_id = $1 and tail >= tail.lo and tail < tail.hi limit 20) i
     union
     (select customer_id from customers
       where business_id = $1 and birth_month = $6 and birth_day = $7 and name_key = $8 limit 20)
   )
   select c.customer_id as "customerId", c.name_key as "nameKey", c.birth_year as "birthYear",
          c.birth_month as "birthMonth", c.birth_day as "birthDay",
          coalesce(array_agg(i.value) filter (where i.kind = 'phone'), '{}') as phones,
          coalesce(array_agg(i.value) filter (where i.kind = 'email'), '{}') as emails
     from near
     join customers c on c.business_id = $1 and c.customer_id = near.customer_id
     left join identities i on i.business_id = $1 and i.customer_id = c.customer_id
    where c.customer_id <> $2 and c.merged_into is null and c.erased_at is null
    group by c.business_id, c.customer_id`,
)
const suggest = statement(
  'customers.suggest_likeness',
  `insert into likenesses (business_id, first_customer, second_customer, reasons)
   select $1, least($2, other), greatest($2, other), string_to_array(reasons, ',')
     from unnest($3::uuid[], $4::text[]) found (other, reasons)
    order by 2, 3
   on conflict (business_id, first_customer, second_customer) do update set reasons = excluded.reasons
    where likenesses.dismissed_at is null`,
)

const TAIL_DIGITS = 6

/** Looks for customers who may be the same person and writes them down to be looked at. */
export async function suggestDuplicates(tx: Tx, one: Likeness): Promise<void> {
  const born = one.birthMonth !== null && one.nameKey !== null
  if (one.phones.length === 0 && one.emails.length === 0 && !born) return
  const tails = one.phones.map((phone) => Array.from(phone.slice(-TAIL_DIGITS)).reverse().join(''))
  const others = await tx.rows(candidates, [
    tx.businessId,
    one.customerId,
    one.emails.map(mailboxOf),
    tails,
    tails.map(after),
    born ? one.birthMonth : null,
    born ? one.birthDay : null,
    born ? one.nameKey : null,
  ])
  const found = others
    .map((other) => ({ other: other.customerId, reasons: likenessOf(one, other) }))
    .filter(({ reasons }) => reasons.length > 0)
  if (found.length === 0) return
  tx.write(suggest, [
    tx.businessId,
    one.customerId,
    found.map(({ other }) => other),
    found.map(({ reasons }) => reasons.join(',')),
  ])
}

/** The first text, ordered by bytes, that doesn't begin like this one. Digits only. */
function after(digits: string): string {
  return digits.slice(0, -1) + String.fromCharCode(digits.charCodeAt(digits.length - 1) + 1)
}

/** An email without dots and +tag: the column `mailbox`, in its words. */
function mailboxOf(email: string): string {
  const [local = '', domain = ''] = email.split('@')
  return `${local.split('+')[0]!.replaceAll('.', '')}@${domain}`
}

/** Pure: why two customers may be one person; empty when nothing says so. */
export function likenessOf(one: Likeness, other: Likeness): LikenessReason[] {
  const mailboxes = new Set(one.emails.map(mailboxOf))
  const tails = new Set(one.phones.map((phone) => phone.slice(-TAIL_DIGITS)))
  const nationals = new Set(one.phones.map(nationalNumber))
  const named = one.nameKey !== null && other.nameKey !== null
  const sameTail = other.phones.some((phone) => tails.has(phone.slice(-TAIL_DIGITS)))
  const saysSo: Record<LikenessReason, boolean> = {
    email: other.emails.some((email) => mailboxes.has(mailboxOf(email))),
    // One number under two countries' codes: somebody typed it without, somewhere else.
    phone: other.phones.some((phone) => nationals.has(nationalNumber(phone))),
    name_and_phone: named && sameTail && similarNames(one.nameKey!, other.nameKey!),
    name_and_birthday: named && one.nameKey === other.nameKey && sameBirthday(one, other),
  }
  return likenessReasons.filter((reason) => saysSo[reason])
}

function nationalNumber(phone: string): string {
  return parsePhoneNumberFromString(phone)?.nationalNumber ?? phone
}

function sameBirthday(one: Likeness, other: Likeness): boolean {
  if (one.birthMonth === null || one.birthMonth !== other.birthMonth || one.birthDay !== other.birthDay)
    return false
  return one.birthYear === null || other.birthYear === null || one.birthYear === other.birthYear
}

/** Every word of the shorter name is in the longer one, give or take a typing mistake. */
function similarNames(one: string, other: string): boolean {
  const [few, many] = [one.split(' '), other.split(' ')].sort((a, b) => a.length - b.length)
  return few!.every((word) => many!.some((candidate) => nearness(word, candidate) !== undefined))
}

/** What a customer is compared by. */
export function likenessBy(
  record: Omit<Likeness, 'phones' | 'emails' | 'nameKey'>,
  nameKey: string | null,
  identities: readonly Pick<KeptIdentity, 'kind' | 'value'>[],
): Likeness {
  const { customerId, birthYear, birthMonth, birthDay } = record
  const values = (kind: string) => identities.filter((i) => i.kind === kind).map(({ value }) => value)
  return {
    customerId,
    nameKey,
    birthYear,
    birthMonth,
    birthDay,
    phones: values('phone'),
    emails: values('email'),
  }
}
