import { queryOptions } from '@tanstack/react-query'
import { ask, Problem } from './api.ts'

/** What the server is asked, each under the name it is kept by. */

export interface Seat {
  businessId: string
  business: string
  staffId: string
  role: Role
  scopes: string[]
}
export type Role = 'owner' | 'manager' | 'staff' | 'read-only'
export interface Me {
  name: string
  email: string
  seats: Seat[]
}
export interface Business {
  id: string
  name: string
  trade: string
  currency: string
  timeZone: string
  language: string
  country: string | null
  pricesIncludeTax: boolean
  sandbox: boolean
  settings: Record<string, unknown>
}
export interface Colleague {
  id: string
  name: string
  email: string | null
  role: Role
  state: 'invited' | 'here' | 'left'
  invitedUntil: string | null
  hasPin: boolean
}
export interface ApiKey {
  id: string
  name: string
  scopes: string[]
  createdAt: string
  lastUsedOn: string | null
  revokedAt: string | null
}
export interface Passkey {
  id: string
  name: string | null
  createdAt: string | null
}
export interface Invitation {
  business: string
  language: string
  name: string
  email: string
  role: Role
  known: boolean
}
interface Page<Item> {
  items: Item[]
  next: string | null
}

export const me = queryOptions({
  queryKey: ['me'],
  queryFn: () => ask<Me>('GET', '/api/v1/me'),
})
export const business = queryOptions({
  queryKey: ['business'],
  queryFn: () => ask<Business>('GET', '/api/v1/business'),
  staleTime: 300_000,
})
export const staff = queryOptions({
  queryKey: ['staff'],
  queryFn: () => all<Colleague>('/api/v1/staff'),
})
export const apiKeys = queryOptions({
  queryKey: ['apiKeys'],
  queryFn: () => all<ApiKey>('/api/v1/api-keys'),
})
export const passkeys = queryOptions({
  queryKey: ['passkeys'],
  queryFn: () => ask<Passkey[]>('GET', '/api/auth/passkey/list-user-passkeys'),
})
export const invitation = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: () => ask<Invitation>('GET', `/api/v1/setup/${encodeURIComponent(token)}`),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** How a forgotten password is replaced here. */
export const wayBack = queryOptions({
  queryKey: ['wayBack'],
  queryFn: () => ask<{ how: 'email' | 'operator' }>('GET', '/api/v1/password-resets'),
})
export const resetLink = (token: string) =>
  queryOptions({
    queryKey: ['resetLink', token],
    queryFn: () => ask<{ email: string }>('POST', '/api/v1/password-resets/look', { token }),
    staleTime: Number.POSITIVE_INFINITY,
  })

interface Programme {
  sentences?: (string | { text: string })[]
}
export const programme = queryOptions({
  queryKey: ['programme'],
  queryFn: () => ask<Programme>('GET', '/api/v1/programme'),
})

/** A refusal is an answer; only what may pass by itself is asked again. */
export function askAgain(count: number, error: Error): boolean {
  const passing = error instanceof Problem && (error.status === 0 || error.status >= 500)
  return passing && count < 2
}

async function all<Item>(path: string): Promise<Item[]> {
  const items: Item[] = []
  for (let after: string | null = ''; after !== null; ) {
    const page: Page<Item> = await ask('GET', `${path}?limit=200${after && `&after=${after}`}`)
    items.push(...page.items)
    after = page.next
  }
  return items
}
