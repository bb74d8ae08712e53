import type { LocalText, Reward } from '../../api/rewards.ts'
import { endOfDay, lastDayBefore, startOfDay } from '../../ui/shopDay.ts'
import { freshBenefit } from './freshBenefit.ts'

/** A reward as the form holds it: days in place of moments, nothing that the server makes by itself. */
export interface Wish {
  name: LocalText
  description: LocalText | undefined
  benefit: Reward['benefit']
  price: Reward['price']
  stock: number | undefined
  customerLimit: number | undefined
  locations: string[]
  from: string | undefined
  until: string | undefined
  validityDays: number | undefined
  picture: { id: string; url: string } | null
  costMinor: number | undefined
}

export function wishOf(
  reward: Reward | null,
  { timeZone, currency }: { timeZone: string; currency: string },
): Wish {
  if (!reward)
    return {
      ...{ name: '', description: undefined, benefit: freshBenefit('product', currency), price: {} },
      ...{ stock: undefined, customerLimit: undefined, locations: [], from: undefined, until: undefined },
      ...{ validityDays: undefined, picture: null, costMinor: undefined },
    }
  const { validFrom, validUntil, pictureId, picture } = reward
  return {
    ...{ name: reward.name, description: reward.description ?? undefined, benefit: reward.benefit },
    ...{ price: reward.price, stock: reward.stock ?? undefined, locations: reward.locations ?? [] },
    customerLimit: reward.customerLimit ?? undefined,
    from: validFrom ? lastDayBefore(new Date(Date.parse(validFrom) + 1).toISOString(), timeZone) : undefined,
    until: validUntil ? lastDayBefore(validUntil, timeZone) : undefined,
    validityDays: reward.validityDays ?? undefined,
    picture: pictureId && picture ? { id: pictureId, url: picture } : null,
    costMinor: reward.costMinor ?? undefined,
  }
}

/** What is asked of the server. Stock is counted by a route of its own, and only set with a new reward. */
export function bodyOf(wish: Wish, { timeZone, fresh }: { timeZone: string; fresh: boolean }): object {
  const { name, description, benefit, price, locations, from, until, picture } = wish
  return {
    ...{ name, benefit, price },
    description: description ?? null,
    customerLimit: wish.customerLimit ?? null,
    locations: locations.length > 0 ? locations : null,
    validFrom: from ? startOfDay(from, timeZone) : null,
    validUntil: until ? endOfDay(until, timeZone) : null,
    validityDays: wish.validityDays ?? null,
    pictureId: picture?.id ?? null,
    costMinor: wish.costMinor ?? null,
    ...(fresh && { stock: wish.stock ?? null }),
  }
}
