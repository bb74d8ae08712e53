import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ask } from './api.ts'

/** What the back office asks about customers. */

export interface Page<Item> {
  items: Item[]
  next: string | null
}

/** A filter as it stands in the address: see GET /customers/filtered. */
export interface Filter {
  query?: string
  tier?: string[]
  lastFrom?: string
  lastUntil?: string
  purchasesMin?: number
  purchasesMax?: number
  spentMin?: number
  spentMax?: number
  pointsMin?: number
  pointsMax?: number
  birthMonth?: number
  birthdayWithin?: number
  joinedFrom?: string
  joinedUntil?: string
  source?: string[]
  language?: string[]
  consent?: string
  reach?: 'email' | 'phone' | 'both' | 'none'
  duplicates?: 'true'
  answer?: string[]
}
export const sorts = ['newest', 'oldest', 'name', 'last', 'spent', 'purchases', 'points'] as const
export type Sort = (typeof sorts)[number]
export interface Listed extends Filter {
  sort?: Sort
}

export interface VisitMade {
  day: string
  amountMinor: number
}
export interface CustomerRow {
  id: string
  name: string
  phone: string | null
  email: string | null
  birthday: string | null
  joinedAt: string | null
  acquisition: string | null
  tier: string | null
  points: number
  stamps: { unit: string; stamps: number }[]
  purchases: number
  days: number
  spentMinor: number
  firstDay: string | null
  lastDay: string | null
  usualGapDays: number | null
  slipping: boolean
  visits: VisitMade[]
  duplicateOf: string | null
}
export interface Reachable {
  value: string
  label: string | null
  verifiedAt: string | null
}
export interface Customer {
  id: string
  name: string
  givenName: string | null
  familyName: string | null
  nickname: string | null
  otherNames: string[]
  language: string | null
  birthday: string | null
  nameDay: string | null
  dates: { label: string; date: string }[]
  phones: Reachable[]
  emails: Reachable[]
  cards: string[]
  externalIds: { source: string; value: string }[]
  interests: string[]
  preferences: string[]
  dietary: string[]
  sizes: Record<string, string>
  household: { name: string; relation: string | null; birthday: string | null; note: string | null }[]
  attributes: Record<string, string | number | boolean>
  acquisition: string | null
  joinedAt: string | null
  createdAt: string
}
export interface Rhythm {
  from: string
  until: string
  visits: VisitMade[]
  yearMinor: number
  gap: { from: number; to: number } | null
  partOfDay: 'morning' | 'midday' | 'afternoon' | 'evening' | null
  weekday: number | null
}
export type Said = Partial<Record<'en' | 'hu' | 'hy' | 'mn', string>>
export interface Question {
  key: string
  type: 'text' | 'number' | 'boolean' | 'date' | 'choice'
  labels: Said
  choices: { key: string; labels: Said }[]
  required: boolean
  askedAtJoining: boolean
  position: number
}
export interface SavedFilter {
  id: string
  name: string
  shared: boolean
  filter: Listed
}

/** The words of a filter in the order of an address. */
export function addressOf(filter: object): string {
  const words = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') words.append(name, String(one))
    }
  }
  return words.toString()
}

const PAGE = 50

export const customerList = (listed: Listed) =>
  infiniteQueryOptions({
    queryKey: ['customers', 'list', listed],
    queryFn: ({ pageParam }) =>
      ask<Page<CustomerRow>>(
        'GET',
        `/api/v1/customers/filtered?${addressOf({ ...listed, limit: PAGE, after: pageParam })}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  })
export const customerCount = ({ sort: _, ...filter }: Listed) =>
  queryOptions({
    queryKey: ['customers', 'count', filter],
    queryFn: () =>
      ask<{ count: number; about: boolean }>('GET', `/api/v1/customers/filtered/count?${addressOf(filter)}`),
    placeholderData: keepPreviousData,
  })
export const customer = (id: string) =>
  queryOptions({
    queryKey: ['customers', id],
    queryFn: () => ask<Customer>('GET', `/api/v1/customers/${id}`),
  })
export const customerRow = (id: string) =>
  queryOptions({
    queryKey: ['customers', id, 'row'],
    queryFn: async () =>
      (await ask<Page<CustomerRow>>('GET', `/api/v1/customers/filtered?query=${id}`)).items[0] ?? null,
  })
export const rhythm = (id: string) =>
  queryOptions({
    queryKey: ['customers', id, 'rhythm'],
    queryFn: () => ask<Rhythm>('GET', `/api/v1/customers/${id}/rhythm`),
  })
/** Of who a customer is, what the counter tells: what she usually has, and what she may want next. */
export interface Regular {
  favourites: { name: string }[]
  suggestion: {
    kind: 'due' | 'missed'
    product: { name: string }
    times: number
    until: string
    usualDays: number
  } | null
}
export const regular = (id: string) =>
  queryOptions({
    queryKey: ['customers', id, 'regular'],
    queryFn: () => ask<Regular>('GET', `/api/v1/customers/${id}/regular`),
  })
export const questions = queryOptions({
  queryKey: ['attributes'],
  queryFn: async () => (await ask<Page<Question>>('GET', '/api/v1/attributes')).items,
  staleTime: 60_000,
})
export interface Choices {
  sources: string[]
  languages: string[]
  consents: { purpose: string; channel: string }[]
}
export const choices = queryOptions({
  queryKey: ['customers', 'choices'],
  queryFn: () => ask<Choices>('GET', '/api/v1/customers/filter-choices'),
})
/** Whether any two may be the same person. */
export const anyDuplicate = queryOptions({
  queryKey: ['customers', 'any duplicate'],
  queryFn: async () =>
    (await ask<Page<unknown>>('GET', '/api/v1/customers/duplicates?limit=1')).items.length > 0,
})
export const savedFilters = queryOptions({
  queryKey: ['savedFilters'],
  queryFn: async () => (await ask<Page<SavedFilter>>('GET', '/api/v1/saved-filters')).items,
})

/** What of the programme lists and profiles need to know: the tiers and cards by name. */
export interface ProgrammeNames {
  document: {
    points: { name: Said | string } | null
    tiers: { levels: { id: string; name: Said | string }[] } | null
    stampCards: {
      id: string
      name: Said | string
      size: number
      prizes: { at: number; name: Said | string; icon?: string; picture?: string }[]
    }[]
  }
}
export const programmeNames = queryOptions({
  queryKey: ['programme'],
  queryFn: () => ask<ProgrammeNames>('GET', '/api/v1/programme'),
  staleTime: 60_000,
})
