import type { Profile } from '../profile.ts'
import type { CustomerRecord } from '../record.ts'

/** What the profile of the one who stays has no room for, by field: kept with the merge. */
export type Lost = Record<string, unknown>

const LIST_ITEMS = 50

/**
 * The rule of a merge. The one who stays keeps what she has; what she lacks comes from the other; lists are united;
 * the names of the other stay findable as her other names; she has been with us since the earlier joining. Where both
 * say something different, the other's word is lost to the profile and kept with the merge.
 */
export function unite(into: CustomerRecord, from: CustomerRecord): { united: CustomerRecord; lost: Lost } {
  const lost: Lost = {}
  const united: CustomerRecord = { ...into, profile: { ...into.profile } }
  const choose = <T>(field: string, kept: T, other: T): T => {
    if (isEmpty(kept)) return other
    if (!isEmpty(other) && !same(kept, other)) lost[field] = other
    return kept
  }
  uniteNames(united, into, from, lost)
  uniteDays(united, into, from, lost)
  for (const field of ['language', 'timeZone', 'source'] as const) {
    united[field] = choose(field, into[field], from[field])
  }
  united.attributes = { ...from.attributes, ...into.attributes }
  for (const key of Object.keys(from.attributes)) {
    choose(`attributes.${key}`, into.attributes[key], from.attributes[key])
  }
  united.joinedAt = earlier(into.joinedAt, from.joinedAt)
  united.createdAt = earlier(into.createdAt, from.createdAt) ?? into.createdAt
  uniteProfile(united.profile, into.profile, from.profile, lost, choose)
  return { united, lost }
}

const namesIn = ({ givenName, familyName, fullName }: CustomerRecord) =>
  fullName ?? ([familyName, givenName].filter(Boolean).join(' ') || null)

/** A name is taken whole: half of one and half of another is nobody's. */
function uniteNames(united: CustomerRecord, into: CustomerRecord, from: CustomerRecord, lost: Lost): void {
  const [kept, other] = [namesIn(into), namesIn(from)]
  const { givenName, familyName, fullName } = from
  if (kept === null) Object.assign(united, { givenName, familyName, fullName })
  else if (other !== null && other !== kept) lost.name = { givenName, familyName, fullName }
  const others = [...(into.profile.otherNames ?? []), ...(from.profile.otherNames ?? [])]
  const spoken = namesIn(united)
  const known = [
    ...others,
    ...(other ? [other] : []),
    ...(from.profile.nickname ? [from.profile.nickname] : []),
  ]
  const unique = [...new Set(known)].filter((name) => name !== spoken && name !== united.profile.nickname)
  if (unique.length > 0) united.profile.otherNames = unique.slice(0, LIST_ITEMS)
  if (unique.length > LIST_ITEMS) lost.otherNames = unique.slice(LIST_ITEMS)
}

/** A day is taken whole as well, but for a year that the one who stays doesn't tell. */
function uniteDays(united: CustomerRecord, into: CustomerRecord, from: CustomerRecord, lost: Lost): void {
  const { birthYear, birthMonth, birthDay } = from
  const sameDay = into.birthMonth === birthMonth && into.birthDay === birthDay
  if (into.birthMonth === null || (sameDay && into.birthYear === null)) {
    Object.assign(united, { birthYear, birthMonth, birthDay })
  } else if (birthMonth !== null && (!sameDay || (birthYear !== null && birthYear !== into.birthYear))) {
    lost.birthday = { birthYear, birthMonth, birthDay }
  }
  const { nameMonth, nameDay } = from
  if (into.nameMonth === null) Object.assign(united, { nameMonth, nameDay })
  else if (nameMonth !== null && (into.nameMonth !== nameMonth || into.nameDay !== nameDay)) {
    lost.nameDay = { nameMonth, nameDay }
  }
}

type Choose = <T>(field: string, kept: T, other: T) => T

function uniteProfile(united: Profile, into: Profile, from: Profile, lost: Lost, choose: Choose): void {
  for (const field of ['interests', 'preferences', 'dietary', 'dates', 'household'] as const) {
    const all = distinct<unknown>([...(into[field] ?? []), ...(from[field] ?? [])])
    if (all.length > 0) Object.assign(united, { [field]: all.slice(0, LIST_ITEMS) })
    if (all.length > LIST_ITEMS) lost[field] = all.slice(LIST_ITEMS)
  }
  const sizes = { ...from.sizes, ...into.sizes }
  if (Object.keys(sizes).length > 0) united.sizes = sizes
  for (const [what, size] of Object.entries(from.sizes ?? {}))
    choose(`sizes.${what}`, into.sizes?.[what], size)
  for (const field of ['nickname', 'nameOrder'] as const) {
    const value = choose(field, into[field], from[field])
    if (value !== undefined) Object.assign(united, { [field]: value })
  }
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
}

const isEmpty = (value: unknown) => value === null || value === undefined
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

function earlier(one: Temporal.Instant | null, other: Temporal.Instant | null): Temporal.Instant | null {
  if (!one || !other) return one ?? other
  return Temporal.Instant.compare(one, other) <= 0 ? one : other
}
