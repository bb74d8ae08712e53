import { queryOptions } from '@tanstack/react-query'
import { ask } from './api.ts'

/** What the back office asks about rewards, vouchers and gift cards. */

export type LocalText = string | Record<string, string>
export interface Page<Item> {
  items: Item[]
  next: string | null
}

/** A change of some of a thing's fields; one that is undefined goes. */
export type Change<Thing> = { [Field in keyof Thing]?: Thing[Field] | undefined }

export type BenefitKind =
  | ('product' | 'amount' | 'percent' | 'free_delivery' | 'gift')
  | ('experience' | 'early_access' | 'perk' | 'gift_card' | 'donation')
export interface Benefit {
  kind: BenefitKind
  quantity?: number
  percent?: number
  amountMinor?: number
  currency?: string
  maxMinor?: number
  minTotalMinor?: number
  where?: { skus?: string[]; categories?: string[]; brands?: string[] }
  text?: LocalText
  partner?: string
  to?: LocalText
}
export interface Price {
  points?: number | { min: number; max: number; step: number }
  stamps?: { card: string; count: number }
  tiers?: string[]
}
export interface Reward {
  id: string
  name: LocalText
  description: LocalText | null
  benefit: Benefit
  price: Price
  stock: number | null
  customerLimit: number | null
  locations: string[] | null
  validFrom: string | null
  validUntil: string | null
  validityDays: number | null
  pictureId: string | null
  picture: string | null
  images: string[]
  costMinor: number | null
  createdAt: string
  archivedAt: string | null
}

/** A shop's catalogue fits on a shelf: all of it, up to a thousand. */
export const rewards = (archived: boolean) =>
  queryOptions({
    queryKey: ['rewards', archived],
    async queryFn() {
      const items: Reward[] = []
      for (let after: string | null = ''; after !== null && items.length < 1_000; ) {
        const page: Page<Reward> = await ask(
          'GET',
          `/api/v1/rewards?limit=200&archived=${archived}${after && `&after=${after}`}`,
        )
        items.push(...page.items)
        after = page.next
      }
      return items
    },
  })
interface Taken {
  rewardId: string
  taken: number
  reserved: number
  lastAt: string | null
}
export const taken = queryOptions({
  queryKey: ['rewards', 'taken'],
  queryFn: async () => (await ask<{ items: Taken[] }>('GET', '/api/v1/rewards/taken')).items,
})

export interface Redemption {
  id: string
  state: 'reserved' | 'fulfilled' | 'cancelled' | 'expired'
  rewardId: string
  name: LocalText
  customerId: string
  customerName: string | null
  points: number
  stamps: number
  madeAt: string
  expiresAt: string | null
  closedAt: string | null
}
export interface Voucher {
  id: string
  code: string | null
  shared: boolean
  name: LocalText | null
  rewardId: string | null
  benefit: Benefit
  maxUses: number | null
  uses: number
  customerId: string | null
  customerName: string | null
  locations: string[] | null
  validFrom: string | null
  validUntil: string | null
  source: 'single' | 'bulk' | 'prize' | 'reward' | 'birthday' | 'joining' | 'gift'
  batch: string | null
  note: string | null
  createdAt: string
  voidedAt: string | null
  recalledAt: string | null
}
export interface Batch {
  batch: string
  name: LocalText | null
  benefit: Benefit
  locations: string[] | null
  note: string | null
  made: number
  used: number
  voided: number
  createdAt: string
  validUntil: string | null
}
export interface GiftCard {
  id: string
  currency: string
  balanceMinor: number
  customerId: string | null
  customerName: string | null
  note: string | null
  validUntil: string | null
  createdAt: string
  blockedAt: string | null
  blockedBecause: string | null
}

/** A list that goes on: the pages of an address, the newest first. */
export const pagesOf = <Item>(path: string) => ({
  queryKey: [path.split(/[/?]/)[3] ?? path, path],
  queryFn: ({ pageParam }: { pageParam: string }) =>
    ask<Page<Item>>('GET', `${path}${path.includes('?') ? '&' : '?'}limit=50${pageParam}`),
  initialPageParam: '',
  getNextPageParam: ({ next }: Page<Item>) => (next === null ? undefined : `&after=${next}`),
})
