import type { Benefit, BenefitKind } from '../../api/rewards.ts'

/** A kind as it begins: whole, so that nothing of another kind is left in it. */
export function freshBenefit(kind: BenefitKind, currency: string): Benefit {
  switch (kind) {
    case 'product':
      return { kind, quantity: 1 }
    case 'percent':
      return { kind, percent: 10 }
    case 'amount':
    case 'gift_card':
      return { kind, amountMinor: currency === 'MNT' ? 10_000 : 1_000, currency }
    case 'donation':
      return { kind, to: '…' }
    default:
      return { kind }
  }
}
