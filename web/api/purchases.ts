import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ask } from './api.ts'
import { addressOf, type Page, type Said } from './customers.ts'

/** What the back office asks about purchases and returns. */

export interface PurchaseFilter {
  customer?: string
  whose?: 'known' | 'anonymous'
  from?: string
  until?: string
  location?: string
  staff?: string
  totalMin?: number
  totalMax?: number
  returned?: 'some' | 'whole' | 'none'
  text?: string
}
export interface Line {
  line: number
  sku: string | null
  name: string | null
  quantity: number
  unitPrice: number
  total: number
  returnedQuantity: number
  returned: number
}
interface Named {
  id: string
  name: string
}
export interface Purchase {
  id: string
  customerId: string | null
  customer: Named | null
  occurredAt: string
  shopDay: string
  currency: string
  discount: number
  total: number
  giftCardPaid: number
  toPay: number
  returned: number
  fullyReturned: boolean
  externalId: string | null
  lines: Line[]
}
export interface Return {
  id: string
  occurredAt: string
  total: number
  refund: number
  giftCardRefund: number
  reason: string | null
  lines: { line: number; quantity: number; amount: number }[]
}
export interface WholePurchase extends Purchase {
  returns: Return[]
  granted: { rule: string; unit: string; amount: number; left: number; why: string }[]
  paidWith: {
    points: { amount: number; discount: number } | null
    rewards: { name: Said | string | null; discount: number }[]
    giftCard: { paid: number } | null
    credit: { paid: number } | null
  } | null
  waiting: boolean
  location: Named | null
  staff: Named | null
}
export interface ReturnAnswer {
  return: Return
  takenBack: { points: number; stamps: Record<string, number>; writtenOff: number }
  givenBack: Record<string, number>
}
export interface Sums {
  count: number
  customers: number
  anonymous: number
  total: number
  returned: number
  more: boolean
}

/** Purchases on a page, where there are so many. */
export const PAGE = 50

export const purchaseList = (filter: PurchaseFilter) =>
  infiniteQueryOptions({
    queryKey: ['purchases', 'list', filter],
    queryFn: ({ pageParam }) =>
      ask<Page<Purchase>>(
        'GET',
        `/api/v1/purchases?${addressOf({ ...filter, order: 'day', limit: PAGE, after: pageParam })}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
  })
export const purchaseSums = (filter: PurchaseFilter) =>
  queryOptions({
    queryKey: ['purchases', 'sums', filter],
    queryFn: () => ask<Sums>('GET', `/api/v1/purchases/sums?${addressOf(filter)}`),
    placeholderData: keepPreviousData,
  })
export const purchase = (id: string) =>
  queryOptions({
    queryKey: ['purchases', id],
    queryFn: () => ask<WholePurchase>('GET', `/api/v1/purchases/${id}`),
  })
export const placesToChoose = queryOptions({
  queryKey: ['locations', 'to choose'],
  queryFn: async () => (await ask<Page<Named>>('GET', '/api/v1/locations?limit=200')).items,
  staleTime: 60_000,
})
export const sellersToChoose = queryOptions({
  queryKey: ['staff', 'to choose'],
  queryFn: async () => (await ask<Page<Named>>('GET', '/api/v1/staff?limit=200')).items,
  staleTime: 60_000,
})
