import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Look } from '../ui/card/look.ts'
import { ask } from './api.ts'
import type { Page, Said } from './customers.ts'

/** What a customer has: balances, stamps, what waits for her, and how it came. */

export interface Entry {
  id: string
  unit: string
  amount: number
  state: 'posted' | 'pending' | 'voided'
  reason: string
  at: string
  note: string | null
}
export interface Accounts extends Page<Entry> {
  balances: Record<string, number>
  pending: Record<string, number>
  tier: { name: string | null; next: { name: string; missing: number } | null } | null
  stamps: { card: string; name: string; stamps: number; size: number }[]
}
export interface Voucher {
  id: string
  name: Said | string | null
  benefit: { kind: string; text?: string }
  uses: number
  maxUses: number | null
  validFrom: string | null
  validUntil: string | null
  voidedAt: string | null
}
export interface Redemption {
  id: string
  name: Said | string
  points: number
  stamps: number
  expiresAt: string | null
}

const FEW = 6

export const accounts = (id: string) =>
  queryOptions({
    queryKey: ['customers', id, 'accounts'],
    queryFn: () => ask<Accounts>('GET', `/api/v1/customers/${id}/ledger?limit=1`),
  })
export const entries = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['customers', id, 'entries'],
    queryFn: ({ pageParam }) =>
      ask<Accounts>(
        'GET',
        `/api/v1/customers/${id}/ledger?limit=${FEW}${pageParam && `&after=${pageParam}`}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  })
export const vouchersOf = (id: string) =>
  queryOptions({
    queryKey: ['customers', id, 'vouchers'],
    queryFn: async () => {
      const { items } = await ask<Page<Voucher>>('GET', `/api/v1/vouchers?customer=${id}&limit=100`)
      const now = new Date().toISOString()
      return items.filter(
        ({ voidedAt, maxUses, uses, validUntil }) =>
          voidedAt === null &&
          (maxUses === null || uses < maxUses) &&
          (validUntil === null || validUntil > now),
      )
    },
  })
export const reservedFor = (id: string) =>
  queryOptions({
    queryKey: ['customers', id, 'reserved'],
    queryFn: async () =>
      (await ask<Page<Redemption>>('GET', `/api/v1/redemptions?customer=${id}&state=reserved&limit=100`))
        .items,
  })
export const look = queryOptions({
  queryKey: ['look'],
  queryFn: () => ask<Look>('GET', '/api/v1/look'),
  staleTime: 300_000,
})
