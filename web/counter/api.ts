/** What the server tells the counter. Amounts in minor units, days are the shop's. */

export interface SeatAtTill {
  id: string
  name: string
  role: string
  hasPin: boolean
}

export interface StampsNow {
  card: string
  unit: string
  name: string
  has: number
  size: number
  round: number
  mode: 'automatic' | 'manual'
  prizes: { at: number; name: string; spoken: string }[]
  next: { at: number; missing: number; name: string } | null
  earns: {
    by: 'visit' | 'amount' | 'product'
    give: number
    perMinor: number | null
    product: { sku?: string; category?: string; brand?: string; name: string } | null
  }[]
}

export interface PointsTerms {
  name: string
  earn: { perMinor: number; give: number } | null
  spend: {
    points: number
    minor: number
    minPoints: number | null
    maxPoints: number | null
    stepPoints: number | null
    maxSharePercent: number | null
  } | null
}

/** What a device knows of its shop, with and without network. */
export interface Desk {
  business: {
    id: string
    mark: string
    name: string
    trade: string
    currency: string
    timeZone: string
    language: string
    country: string | null
    sandbox: boolean
  }
  till: { id: string; name: string; locationId: string | null } | null
  acting: SeatAtTill | null
  seats: SeatAtTill[]
  locations: { id: string; name: string }[]
  settings: { lockMinutes: number; undoMinutes: number; offlineRedeemMinor: number }
  cards: StampsNow[]
  points: PointsTerms | null
}

/** A customer as the book has her. */
export interface Leaf {
  id: string
  name: string
  greeting: string
  tails: string[]
  cards: string[]
  points: number
  stamps: Record<string, number>
  tier: string | null
  visits: number
  lastDay: string | null
  line: string | null
}

export interface PricedReward {
  id: string
  name: string
  kind: string
  points: number | null
  stampCard: string | null
  stamps: number | null
  missingPoints: number
  missingStamps: number
}

export interface WaitingGift {
  id: string
  kind: 'voucher' | 'redemption'
  name: string | null
  benefit: string
  source: string
  validUntil: string | null
  code: string | null
}

/** Who is this. */
export interface Regular {
  id: string
  name: string
  greeting: string
  card: string | null
  since: string | null
  visits: number
  today: string
  rhythm: { day: string; amountMinor: number }[]
  gap: { usualDays: number; lowDays: number; highDays: number } | null
  lastDay: string | null
  slipping: boolean
  favourites: { sku: string | null; name: string; category: string | null; times: number }[]
  suggestion: {
    kind: 'due' | 'missed'
    product: { sku: string | null; name: string; category: string | null }
    times: number
    from: string
    until: string
    usualDays: number
  } | null
  last: { id: string; at: string; total: number; lines: { name: string; quantity: number }[] }[]
  datesNear: {
    kind: 'birthday' | 'nameDay' | 'date' | 'household'
    label: string | null
    day: string
    inDays: number
  }[]
  notes: { text: string; by: string | null; at: string }[]
  likes: string[]
  dietary: string[]
  household: { name: string; relation: string | null; note: string | null }[]
  tier: { id: string | null; name: string | null } | null
  points: { balance: number; name: string } | null
  credit: number
  stamps: StampsNow[]
  waiting: WaitingGift[]
  rewards: PricedReward[]
  nextReward: PricedReward | null
}

export interface Scanned {
  kind: 'customer' | 'voucher' | 'redemption' | 'gift_card'
  id: string
  customerId: string | null
  how: 'static' | 'live' | 'phone' | null
  name: string | null
  validUntil: string | null
  balanceMinor: number | null
}

export interface SaleLine {
  sku?: string
  name?: string
  category?: string
  brand?: string
  quantity: number
  unitPrice: number
}

/** What `POST /purchases` takes. */
export interface SaleRequest {
  customer?: { id: string }
  locationId?: string
  staffId?: string
  occurredAt?: string
  lines?: SaleLine[]
  total?: number
  redeem?: {
    points?: number
    rewardId?: string
    voucher?: string
    giftCard?: string
  }
}

export interface SoldLine {
  line: number
  name: string | null
  category: string | null
  quantity: number
  returnedQuantity: number
  total: number
}

export interface Sold {
  id: string | null
  customerId: string | null
  staffId: string | null
  occurredAt: string
  gross: number
  total: number
  toPay: number
  redeemed: number
  giftCardPaid: number
  returned: number
  fullyReturned: boolean
  lines: SoldLine[]
}

export interface SaleAnswer {
  purchase: Sold
  granted: { points: number; stamps: Record<string, number> }
  redeemed: { points: { amount: number; discount: number } | null; rewards: { name: unknown }[] } | null
  balances: Record<string, number>
  stamps: {
    card: string
    unit: string
    stamps: number
    size: number
    next: { at: number; missing: number; name: string } | null
    prizes: { at: number; name: string; code?: string | null }[]
  }[]
}
