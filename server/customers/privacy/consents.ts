import { tell } from '../../journal/journal.ts'
import { statement, type Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { type CustomerId, type Id, newId, showId } from '../../platform/ids.ts'
import type { ConsentInput } from '../profile.ts'

/** One thing that was agreed to, or not; never changed afterwards. */
export interface Consent {
  consentId: Id<'consent'>
  purpose: string
  channel: string
  given: boolean
  awaitsConfirmation: boolean
  confirms: Id<'consent'> | null
  wording: string | null
  language: string | null
  source: string
  proof: Record<string, string> | null
  at: Temporal.Instant
}

export type ConsentState = 'given' | 'awaiting' | 'withdrawn'

const columns = `consent_id as "consentId", purpose, channel, given, awaits_confirmation as "awaitsConfirmation",
  confirms, wording, language, source, proof, at`

const insert = statement(
  'customers.insert_consent',
  `insert into consents (business_id, consent_id, customer_id, purpose, channel, given, awaits_confirmation, confirms,
     wording, language, source, proof, at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
)

/** Writes down what a customer agreed to. Whoever calls has her row locked or has just made it. */
export async function addConsent(
  tx: Tx,
  customerId: CustomerId,
  input: ConsentInput,
  actor: Actor,
  now = Temporal.Now.instant(),
): Promise<Id<'consent'>> {
  const consentId = newId<'consent'>()
  const said = input.at === undefined ? now : Temporal.Instant.from(input.at)
  // A clock that runs ahead somewhere must not make a yes that no later no can undo.
  const at = Temporal.Instant.compare(said, now) > 0 ? now : said
  const { purpose, channel, given, doubleOptIn, wording, language, source, proof } = input
  await tx.rows(insert, [
    ...[tx.businessId, consentId, customerId, purpose, channel, given, given && doubleOptIn, null],
    ...[wording ?? null, language ?? null, source, proof ? JSON.stringify(proof) : null, at],
  ])
  const subject = { kind: 'consent', id: consentId }
  const what = given ? 'consent.given' : 'consent.withdrawn'
  tell(tx, { what, actor, customerId, subject, facts: { purpose, channel, awaits: given && doubleOptIn } })
  return consentId
}

const find = statement<Consent & { customerId: CustomerId; confirmed: boolean }>(
  'customers.find_consent',
  `select ${columns}, customer_id as "customerId",
          exists (select from consents c where c.business_id = $1 and c.confirms = consents.consent_id) as confirmed
     from consents where business_id = $1 and consent_id = $2`,
)

/** Confirms a yes that awaits it (double opt-in). Again changes nothing. Call it with the customer's row locked. */
export async function confirmConsent(
  tx: Tx,
  {
    customerId,
    consentId,
    proof,
  }: {
    customerId: CustomerId
    consentId: Id<'consent'>
    proof?: Record<string, string>
  },
  actor: Actor,
): Promise<void> {
  const [asked] = await tx.rows(find, [tx.businessId, consentId])
  if (asked?.customerId !== customerId) throw new Refused('not_found', undefined, { field: 'consent' })
  if (!asked.awaitsConfirmation) throw new Refused('consent.not_awaited', undefined, { field: 'consent' })
  if (asked.confirmed) return
  const { purpose, channel, wording, language, source } = asked
  await tx.rows(insert, [
    ...[tx.businessId, newId(), customerId, purpose, channel, true, false, consentId],
    ...[wording, language, source, proof ? JSON.stringify(proof) : null, Temporal.Now.instant()],
  ])
  const subject = { kind: 'consent', id: consentId }
  tell(tx, { what: 'consent.confirmed', actor, customerId, subject, facts: { purpose, channel } })
}

// The newest entry counts. A confirmation counts as its own entry, so a no in between is not undone by an old link:
// the confirmation of a yes that has been withdrawn since gives nothing.
const current = statement<{ purpose: string; channel: string; state: ConsentState; at: Temporal.Instant }>(
  'customers.current_consents',
  `select distinct on (purpose, channel) purpose, channel, at,
          case when not given then 'withdrawn' when awaits_confirmation then 'awaiting' else 'given' end as state
     from consents c
    where business_id = $1 and customer_id = $2
      and not (confirms is not null and exists (
        select from consents no
          join consents yes on yes.business_id = no.business_id and yes.consent_id = c.confirms
         where no.business_id = c.business_id and no.customer_id = c.customer_id and no.purpose = c.purpose
           and no.channel = c.channel and not no.given and no.at >= yes.at and no.at <= c.at))
    order by purpose, channel, at desc, consent_id desc
    limit 500`,
)

/** What holds now, by purpose and channel. Nothing said is not a yes. */
export async function currentConsents(tx: Tx, customerId: CustomerId) {
  return tx.rows(current, [tx.businessId, customerId])
}

const history = statement<Consent>(
  'customers.consents',
  `select ${columns} from consents
    where business_id = $1 and customer_id = $2 and ($3::uuid is null or consent_id < $3)
    order by consent_id desc limit $4`,
)

/** Everything that was said, the newest first. */
export async function consentsOf(
  tx: Tx,
  customerId: CustomerId,
  after: string | null,
  limit: number,
): Promise<Consent[]> {
  return tx.rows(history, [tx.businessId, customerId, after, limit])
}

export function showConsent({ consentId, confirms, at, ...rest }: Consent) {
  return {
    id: showId('consent', consentId),
    ...rest,
    confirms: confirms ? showId('consent', confirms) : null,
    at: at.toString(),
  }
}
