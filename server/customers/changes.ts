import { tell } from '../journal/journal.ts'
import type { Tx } from '../platform/database.ts'
import type { Actor } from '../platform/http.ts'
import { type CustomerId, newId } from '../platform/ids.ts'
import { changedAttributes } from './attributes.ts'
import { readDay } from './days.ts'
import { newCardNumber } from './identities/card.ts'
import { dropIdentity, keepIdentities, type NewIdentity, refuseTooMany } from './identities/keeping.ts'
import { countryHere, type Identity, type IdentityKind, normalIdentity } from './identities/normal.ts'
import { likenessBy, suggestDuplicates } from './merging/likeness.ts'
import { foldedWords } from './names/fold.ts'
import { indexName, reindexName } from './names/words.ts'
import { customerParts } from './parts.ts'
import { addConsent } from './privacy/consents.ts'
import { type CustomerChange, type NewCustomer, type Profile, profileFields } from './profile.ts'
import { readIdentities } from './reading.ts'
import { type CustomerRecord, insertRecord, lockLiving, nameKeyOf, namesOf, updateRecord } from './record.ts'

const emptyRecord = (customerId: CustomerId, now: Temporal.Instant): CustomerRecord => ({
  ...{ customerId, givenName: null, familyName: null, fullName: null, language: null, timeZone: null },
  ...{ birthYear: null, birthMonth: null, birthDay: null, nameMonth: null, nameDay: null, source: null },
  ...{
    profile: {},
    attributes: {},
    joinedAt: now,
    createdAt: now,
    updatedAt: now,
    mergedInto: null,
    erasedAt: null,
  },
})

interface Circumstances {
  answering?: boolean
  welcome?: boolean
  /** Whether her answers come from herself: typed by her, or by staff who asked her. A file or a bulk change is no answer. */
  heard?: boolean
}

/**
 * Makes a customer, who has a card number from the first moment. Refuses an identity that belongs to another. With
 * `answering`, every required question that is asked at joining must be answered. Runs the parts of the rooms above
 * (the joining gift) unless she is only known and has not joined (`joinedAt` null), or is not to be welcomed: she
 * joined elsewhere, long ago, and comes from a file.
 */
export async function createCustomer(
  tx: Tx,
  input: NewCustomer,
  actor: Actor,
  { answering = false, welcome = true, heard = answering }: Circumstances = {},
): Promise<CustomerId> {
  const now = Temporal.Now.instant()
  const identities = await newIdentities(tx, input)
  const record = changedRecord(emptyRecord(newId<'customer'>(), now), input)
  record.joinedAt = joiningOf(input, now)
  record.source ??= input.externalId === undefined ? (input.source ?? null) : null
  record.attributes = await changedAttributes(tx, {}, input.attributes, { answering })
  const { customerId, joinedAt } = record
  const key = nameKeyOf(record)
  // One round trip: the database carries them out in this order, and the first to fail is what the caller sees.
  await Promise.all([
    insertRecord(tx, record, key),
    keepIdentities(tx, customerId, identities),
    indexName(tx, customerId, foldedWords(namesOf(record))),
    suggestDuplicates(tx, likenessBy(record, key, identities)),
    ...(input.consents ?? []).map((consent) => addConsent(tx, customerId, consent, actor, now)),
  ])
  const facts = { joined: joinedAt !== null, source: record.source }
  tell(tx, {
    what: 'customer.created',
    actor,
    customerId,
    subject: { kind: 'customer', id: customerId },
    facts,
  })
  if (joinedAt && welcome)
    for (const part of customerParts.joined) await part(tx, { customerId, joinedAt, actor })
  if (heard) await tellAnswered(tx, customerId, input.attributes, actor)
  return customerId
}

async function tellAnswered(
  tx: Tx,
  customerId: CustomerId,
  answers: CustomerChange['attributes'],
  actor: Actor,
): Promise<void> {
  const keys = Object.entries(answers ?? {}).flatMap(([key, value]) => (value === null ? [] : [key]))
  if (keys.length === 0) return
  for (const part of customerParts.answered) await part(tx, { customerId, keys, actor })
}

/** When she joined: now, unless it is said; null when she is only known. Nobody joins tomorrow. */
function joiningOf({ joinedAt }: NewCustomer, now: Temporal.Instant): Temporal.Instant | null {
  if (joinedAt === null) return null
  const said = joinedAt === undefined ? now : Temporal.Instant.from(joinedAt)
  return Temporal.Instant.compare(said, now) > 0 ? now : said
}

type Reachable = string | { value: string; label?: string | null | undefined }

async function newIdentities(tx: Tx, input: NewCustomer): Promise<NewIdentity[]> {
  const country = await countryHere(tx)
  const one = (
    kind: IdentityKind,
    written: Reachable | undefined,
    field: string,
    source = '',
  ): NewIdentity[] => {
    if (written === undefined) return []
    const { value, label = null } = typeof written === 'string' ? { value: written } : written
    return [{ ...normalIdentity({ kind, value, source }, country, field), label, field }]
  }
  return [
    ...one('phone', input.phone, 'phone'),
    ...(input.phones ?? []).flatMap((phone, at) => one('phone', phone, `phones[${at}]`)),
    ...one('email', input.email, 'email'),
    ...(input.emails ?? []).flatMap((email, at) => one('email', email, `emails[${at}]`)),
    ...one('card', input.card ?? newCardNumber(), 'card'),
    ...one('external', input.externalId, 'externalId', input.source ?? ''),
    ...(input.externalIds ?? []).flatMap(({ source, value }, at) =>
      one('external', value, `externalIds[${at}]`, source),
    ),
  ]
}

/** Changes what is given; null empties. Refuses an identity that belongs to another. */
export async function updateCustomer(
  tx: Tx,
  id: CustomerId,
  change: CustomerChange,
  actor: Actor,
  { heard = false }: Pick<Circumstances, 'heard'> = {},
): Promise<CustomerId> {
  const before = await lockLiving(tx, id)
  const { customerId } = before
  if (Object.values(change).every((value) => value === undefined)) return customerId
  const after = changedRecord(before, change)
  after.attributes = await changedAttributes(tx, before.attributes, change.attributes)
  await replaceIdentities(tx, customerId, change, actor)
  const key = nameKeyOf(after)
  await updateRecord(tx, after, key)
  await reindexName(tx, customerId, foldedWords(namesOf(after)))
  await suggestDuplicates(tx, likenessBy(after, key, await readIdentities(tx, [customerId])))
  const was = Object.fromEntries(
    Object.entries(before).filter(([name, value]) => {
      const now = after[name as keyof CustomerRecord]
      return JSON.stringify(now) !== JSON.stringify(value)
    }),
  )
  tell(tx, { what: 'customer.changed', actor, customerId, facts: { before: was, after: change } })
  if (heard) await tellAnswered(tx, customerId, change.attributes, actor)
  return customerId
}

async function replaceIdentities(
  tx: Tx,
  customerId: CustomerId,
  change: CustomerChange,
  actor: Actor,
): Promise<void> {
  if (change.phones === undefined && change.emails === undefined) return
  const country = await countryHere(tx)
  const kept = await readIdentities(tx, [customerId])
  for (const [kind, wanted, field] of [
    ['phone', change.phones, 'phones'],
    ['email', change.emails, 'emails'],
  ] as const) {
    if (wanted === undefined) continue
    const identities = wanted.map((written, at): NewIdentity => {
      const { value, label = null } = typeof written === 'string' ? { value: written } : written
      const place = `${field}[${at}]`
      return { ...normalIdentity({ kind, value }, country, place), label, field: place }
    })
    const stays = (old: Identity) => identities.some(({ value }) => value === old.value)
    for (const identity of kept) {
      if (identity.kind === kind && !stays(identity)) await dropIdentity(tx, customerId, identity, actor)
    }
    await keepIdentities(tx, customerId, identities)
    await refuseTooMany(tx, customerId, field)
  }
}

/** Pure: the record after a change of its profile. Undefined leaves a field as it is, null empties it. */
export function changedRecord(before: CustomerRecord, change: CustomerChange): CustomerRecord {
  const after = { ...before, profile: changedProfile(before.profile, change) }
  if (change.givenName !== undefined) after.givenName = change.givenName
  if (change.familyName !== undefined) after.familyName = change.familyName
  if (change.name !== undefined) after.fullName = change.name
  // Once both parts are known, they are the name.
  else if ((change.givenName || change.familyName) && after.givenName && after.familyName)
    after.fullName = null
  if (change.language !== undefined) after.language = change.language
  if (change.timeZone !== undefined) after.timeZone = change.timeZone
  if (change.acquisition !== undefined) after.source = change.acquisition
  if (change.birthday !== undefined) {
    const born = change.birthday === null ? undefined : readDay(change.birthday)
    Object.assign(after, {
      birthYear: born?.year ?? null,
      birthMonth: born?.month ?? null,
      birthDay: born?.day ?? null,
    })
  }
  if (change.nameDay !== undefined) {
    const day = change.nameDay === null ? undefined : readDay(change.nameDay)
    Object.assign(after, { nameMonth: day?.month ?? null, nameDay: day?.day ?? null })
  }
  return after
}

function changedProfile(before: Profile, change: CustomerChange): Profile {
  const after = new Map<string, unknown>(Object.entries(before))
  for (const field of profileFields) {
    const value = change[field]
    if (value === undefined) continue
    const empty = value === null || Object.keys(value).length === 0
    if (empty) after.delete(field)
    else after.set(field, value)
  }
  return Object.fromEntries(after)
}
