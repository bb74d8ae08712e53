import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ask } from './api.ts'

/** What the programme owes, month by month, as the accountant asks for it. */

export type Movement = 'granted' | 'takenBack' | 'redeemed' | 'expired' | 'adjusted'

interface Moved extends Record<Movement, number> {
  opening: number
  closing: number
}

export interface MonthOwed extends Moved {
  month: string
  enteredLate: number
  /** The same in minor units; null where a point had no worth. */
  money: (Moved & { revalued: number }) | null
}

interface MonthSold extends MonthOwed {
  deferred: {
    goodsMinor: number
    openingMinor: number
    deferredMinor: number
    earnedMinor: number
    closingMinor: number
  } | null
}

export interface MoneySaid {
  at: string
  hasPoints: boolean
  worth: { points: number; minor: number } | null
  liability: {
    points: number
    minor: number | null
    pending: number
    byExpiry: { expires: string | null; points: number; minor: number | null }[]
    byAge: { age: string; points: number; minor: number | null }[]
  }
  breakage: {
    customers: number
    share: number | null
    low: number | null
    high: number | null
    expectedMinor: number | null
  }
  months: MonthSold[]
  accounts: { balance: number; pending: number; reserved: number; difference: number }
  money: { unit: string; months: MonthOwed[] }[]
  year: {
    issued: number
    redeemed: number
    expired: number
    salesMinor: number
    costMinor: number | null
    shareOfSales: number | null
    redemptionRate: number | null
  }
  deferred: {
    goodsMinor: number
    openingMinor: number
    pointsMinor: number
    earnedMinor: number
    closingMinor: number
  }
  deferredRefused: 'several_currencies' | null
}

const address = '/api/v1/insights/programme-money'

/** `query`: from and until, as months. */
export const programmeMoney = (query: string) =>
  queryOptions({
    queryKey: ['insights', 'programme-money', query],
    queryFn: () => ask<MoneySaid>('GET', `${address}?${query}`),
    placeholderData: keepPreviousData,
  })

export const programmeMoneyFile = (query: string) => `${address}/csv?${query}`
