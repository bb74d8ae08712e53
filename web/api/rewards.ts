import { queryOptions } from '@tanstack/react-query'
import { ask } from './api.ts'

/** What the back office asks about rewards, vouchers and gift cards. */

export type LocalText = string | Record<string, string>
export interface Page<Item> {
  items: Item[]
  next: string | null
}

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
