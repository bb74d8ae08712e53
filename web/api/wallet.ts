import { queryOptions } from '@tanstack/react-query'
import { ask } from './api.ts'

/** How the wallets of phones stand; server/wallet/routes/shapes.ts describes the same. */
export interface AppleWallet {
  state: 'missing' | 'ready' | 'expiring' | 'expired' | 'lost'
  passTypeId: string | null
  teamId: string | null
  name: string | null
  issuer: string | null
  validUntil: string | null
  /** Not signed by Apple: no iPhone takes it. */
  trial: boolean
  /** Whether phones can hear of changes at all. */
  updates: boolean
  passes: number
  problem: string | null
}

export interface GoogleWallet {
  state: 'missing' | 'ready' | 'lost'
  issuerId: string | null
  account: string | null
  passes: number
  problem: string | null
}

export interface Wallet {
  apple: AppleWallet
  google: GoogleWallet
}

export const wallet = queryOptions({
  queryKey: ['wallet'],
  queryFn: () => ask<Wallet>('GET', '/api/v1/wallet'),
})

/** The file in base64. */
export interface AppleWish {
  p12: string
  password: string
  chain?: string
}

export const setApple = (wish: AppleWish) => ask<Wallet>('PUT', '/api/v1/wallet/apple', wish)
export const setGoogle = (wish: { issuerId: string; account: string }) =>
  ask<Wallet>('PUT', '/api/v1/wallet/google', wish)
export const removeWallet = (kind: keyof Wallet) => ask<Wallet>('DELETE', `/api/v1/wallet/${kind}`)
