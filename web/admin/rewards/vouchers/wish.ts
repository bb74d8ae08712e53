import type { Benefit, LocalText } from '../../../api/rewards.ts'
import { endOfDay, startOfDay } from '../../../ui/shopDay.ts'

export const ways = ['one', 'many', 'shared'] as const
export type Way = (typeof ways)[number]

/** Whom a voucher is for; everybody who has its code, where nobody is chosen. */
export interface Whose {
  id: string
  name: string
}

/** What the form of new vouchers holds. */
export interface Wish {
  way: Way
  rewardId: string
  benefit: Benefit
  name: LocalText | undefined
  count: number
  code: string
  maxUses: number | undefined
  customerLimit: number | undefined
  customer: Whose | null
  /** Only there; none: everywhere. */
  locations: string[]
  from: string | undefined
  until: string | undefined
  note: string
}

/** What the server is asked for. */
export function bodyOf(wish: Wish, timeZone: string): object {
  const { way, rewardId, benefit, name, code, maxUses, customerLimit, customer, from, until } = wish
  const note = wish.note.trim()
  return {
    ...(rewardId ? { rewardId } : { benefit }),
    ...(name && { name }),
    ...(from && { validFrom: startOfDay(from, timeZone) }),
    ...(until && { validUntil: endOfDay(until, timeZone) }),
    ...(wish.locations.length > 0 && { locations: wish.locations }),
    ...(note && { note }),
    ...(way === 'one' && customer && { customer: { id: customer.id } }),
    ...(way === 'shared' && { code, ...(maxUses && { maxUses }), ...(customerLimit && { customerLimit }) }),
  }
}
