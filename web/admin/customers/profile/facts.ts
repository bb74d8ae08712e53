import type { Customer, Question } from '../../../api/customers.ts'

/** What a form of facts holds: everything as it is typed, lists as lines. */
export interface FactsDraft {
  givenName: string
  familyName: string
  nickname: string
  birthday: string
  nameDay: string
  language: string
  acquisition: string
  preferences: string
  interests: string
  dietary: string
  household: string
  answers: Record<string, string>
}

export function draftOf(person: Customer): FactsDraft {
  return {
    givenName: person.givenName ?? (person.familyName ? '' : person.name),
    familyName: person.familyName ?? '',
    nickname: person.nickname ?? '',
    birthday: person.birthday ?? '',
    nameDay: person.nameDay ?? '',
    language: person.language ?? '',
    acquisition: person.acquisition ?? '',
    preferences: person.preferences.join('\n'),
    interests: person.interests.join('\n'),
    dietary: person.dietary.join('\n'),
    household: person.household.map(lineOfPerson).join('\n'),
    answers: Object.fromEntries(
      Object.entries(person.attributes).map(([key, value]) => [key, String(value)]),
    ),
  }
}

/** `daughter: Riki, starts school` */
function lineOfPerson({ name, relation, note }: Customer['household'][number]): string {
  return `${relation ? `${relation}: ` : ''}${name}${note ? `, ${note}` : ''}`
}

function personIn(line: string, known: Customer['household']): Record<string, string> {
  const kept = known.find((one) => lineOfPerson(one) === line)
  if (kept) {
    return Object.fromEntries(
      Object.entries(kept).filter((entry): entry is [string, string] => entry[1] !== null),
    )
  }
  const [, relation, rest = line] = /^([^:,]{1,40}):\s*(.+)$/u.exec(line) ?? []
  const [name = '', ...more] = rest.split(',')
  const note = more.join(',').trim()
  return { name: name.trim(), ...(relation ? { relation: relation.trim() } : {}), ...(note ? { note } : {}) }
}

const linesIn = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

type Change = Record<string, unknown>

/** What the request says: only what differs from what was there. */
export function changeOf(person: Customer, draft: FactsDraft, asked: readonly Question[]): Change {
  const before = draftOf(person)
  const change: Change = {}
  for (const field of [
    'givenName',
    'familyName',
    'nickname',
    'birthday',
    'nameDay',
    'language',
    'acquisition',
  ] as const) {
    if (draft[field].trim() !== before[field].trim()) change[field] = draft[field].trim() || null
  }
  // A whole name that was split by hand is no longer one.
  if (('givenName' in change || 'familyName' in change) && !person.familyName && !person.givenName) {
    Object.assign(change, {
      name: null,
      givenName: draft.givenName.trim() || null,
      familyName: draft.familyName.trim() || null,
    })
  }
  for (const field of ['preferences', 'interests', 'dietary'] as const) {
    if (draft[field].trim() !== before[field].trim()) change[field] = linesIn(draft[field])
  }
  if (draft.household.trim() !== before.household.trim()) {
    change.household = linesIn(draft.household).map((line) => personIn(line, person.household))
  }
  const attributes = answersIn(draft, before, asked)
  if (Object.keys(attributes).length > 0) change.attributes = attributes
  return change
}

function answersIn(draft: FactsDraft, before: FactsDraft, asked: readonly Question[]): Change {
  const said: Change = {}
  for (const { key, type } of asked) {
    const value = (draft.answers[key] ?? '').trim()
    if (value === (before.answers[key] ?? '')) continue
    said[key] =
      value === '' ? null : type === 'number' ? Number(value) : type === 'boolean' ? value === 'true' : value
  }
  return said
}

/** The change that brings back what was there. */
export function undoOf(person: Customer, change: Change): Change {
  const back: Change = {}
  for (const field of Object.keys(change)) {
    if (field === 'attributes') {
      const keys = Object.keys(change.attributes as Change)
      back.attributes = Object.fromEntries(keys.map((key) => [key, person.attributes[key] ?? null]))
    } else if (field === 'household') {
      back.household = person.household.map((one) =>
        Object.fromEntries(Object.entries(one).filter(([, value]) => value !== null)),
      )
    } else if (field === 'name') back.name = person.name
    else back[field] = person[field as keyof Customer]
  }
  return back
}
