import { queryOptions } from '@tanstack/react-query'
import { ask } from './api.ts'
import type { CustomerRow, Said } from './customers.ts'

/** The morning's list: see GET /today. */

export const reasons = ['slipping', 'thank', 'birthday', 'name_day', 'waiting', 'expiring'] as const
export type Reason = (typeof reasons)[number]

export interface ToThinkOf {
  reason: Reason
  customer: CustomerRow
  seen: boolean
  gapDays?: number
  awayDays?: number
  yearlyMinor?: number | null
  totalMinor?: number
  bought?: string | null
  servedBy?: string | null
  day?: string
  turns?: number | null
  points?: number
  expiresAt?: string
  reward?: Said
  until?: string
  more?: number
}

export interface Today {
  day: string
  yesterday: {
    day: string
    people: number
    known: number
    purchases: number
    salesMinor: number
    usualMinor: number | null
    against: 'usual' | 'above' | 'below' | null
  } | null
  thankFromMinor: number
  people: ToThinkOf[]
  slipping: { customers: number; yearMinor: number | null }
  duplicates: number
  conflicts: number
  upkeep: {
    what: 'apple_wallet' | 'google_wallet'
    state: 'expiring' | 'expired' | 'lost'
    at: string | null
  }[]
  steps: { step: 'customer' | 'purchase' | 'staff'; done: boolean }[] | null
}

export const today = queryOptions({
  queryKey: ['today'],
  queryFn: () => ask<Today>('GET', '/api/v1/today'),
  staleTime: 60_000,
})

/** Says that somebody has been seen to for today, or has not after all. */
export function seeTo({ reason, customer }: ToThinkOf, seen: boolean): Promise<{ seen: boolean }> {
  return ask('PUT', `/api/v1/today/${reason}/${customer.id}`, { seen })
}
