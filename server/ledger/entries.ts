import type { AccountId, GrantId, PurchaseId, RedemptionId, ReturnId, TransferId } from '../platform/ids.ts'

/** Who holds an account: a customer, or a gift card that belongs to whoever knows its code. */
export interface Holder {
  kind: 'customer' | 'gift_card'
  id: string
}

/** The business's own side of a transfer. These accounts keep no balance, so that no row is written by every till. */
export type OwnAccount = 'issued' | 'redeemed' | 'expired' | 'forfeited'

/** Why something moved. */
export type Reason =
  | 'purchase'
  | 'joining'
  | 'answers'
  | 'adjustment'
  | 'return'
  | 'redemption'
  | 'restore'
  | 'expiry'
  | 'completion'
  | 'merge'
  | 'sale'
  | 'payment'
  | 'refund'
  | 'import'
  | 'gift'
  | 'erasure'

/** What caused a transfer. */
export interface Cause {
  reason: Reason
  at: Temporal.Instant
  purchaseId?: PurchaseId | null
  returnId?: ReturnId | null
  redemptionId?: RedemptionId | null
  grantId?: GrantId | null
  note?: string | null
}

/** An account of a holder in one unit ('points', 'stamps:<card>', 'money:<currency>'). */
export interface Account {
  id: AccountId
  unit: string
  kind: Holder['kind']
  holderId: string
  /** What may be spent now; below zero when a return took more than was there. */
  balance: number
  /** Granted, but not ripe yet. */
  pending: number
  /** Held for redemptions that are not fulfilled yet; no longer in `balance`. */
  reserved: number
  lowest: number
  nextDueAt: Temporal.Instant | null
  touched?: boolean
}

/** Points that came together and expire together. Has the id of the transfer that brought it. */
export interface Lot {
  id: TransferId
  accountId: AccountId
  amount: number
  remaining: number
  expired: number
  ripe: boolean
  ripensAt: Temporal.Instant | null
  expiresAt: Temporal.Instant | null
  graceDays: number
  grantId: GrantId | null
  touched?: boolean
}

/**
 * What a transfer took from which lot. With `forLot`, a return owed it from that lot, which no longer had it, and
 * `source` stood in: another lot, debt, or nothing (written off by the clamping policy).
 */
export interface Take {
  id: string
  transferId: TransferId | null
  accountId: AccountId
  lotId: TransferId | null
  forLot: TransferId | null
  source: 'lot' | 'debt' | 'written_off'
  amount: number
  touched?: boolean
}

export type TransferState = 'posted' | 'pending' | 'voided'

/** A transfer as it is written: debits one account and credits another in one unit. */
export interface Transfer extends Cause {
  id: TransferId
  unit: string
  debit: AccountId
  credit: AccountId
  amount: number
  state: TransferState
  undoes: TransferId | null
}

/** What a transfer that was written earlier is known by, when it is captured, released or undone. */
export interface Earlier {
  id: TransferId
  unit: string
  accountId: AccountId
  own: OwnAccount
  amount: number
  state: TransferState
}

/** A lot that comes: how much, from where, until when. */
export interface Credit extends Cause {
  holder: Holder
  unit: string
  amount: number
  from: OwnAccount
  expiresAt?: Temporal.Instant | null
  /** false: granted but waiting, for `ripensAt` or (null) for an event. */
  ripe?: boolean
  ripensAt?: Temporal.Instant | null
  graceDays?: number
  /** What a return of this may do when it has been spent. */
  debt?: 'clamp' | 'negative'
}

/** Something that is spent. */
export interface Debit extends Cause {
  holder: Holder
  unit: string
  amount: number
  to: OwnAccount
}

export interface TakeBack extends Cause {
  policy: 'clamp' | 'negative'
}
