import { mulDivFloor } from '../platform/exact.ts'
import type { ProgrammeDocument } from '../programme/programme.ts'

/**
 * How customers are taken to behave: nobody knows it before a programme starts, so it is said, and can be said
 * otherwise. What they paid stays as it was; redeeming only uses points up.
 */
export interface Behaviour {
  /** How many of 100 customers ever redeem; the others collect and forget. */
  redeemersPercent: number
  /** They redeem once they have this many points. */
  fromPoints: number
  /** What a stamp card's prize costs the shop, by card and place ('coffee 10'), where no reward says so. */
  prizeMinor: Readonly<Record<string, number>>
}

export const usualRedeemersPercent = 70

/** What is assumed where nothing is said: as soon as the programme allows it. */
export function behaviourOf(
  document: ProgrammeDocument,
  wish: { [Part in keyof Behaviour]?: Behaviour[Part] | undefined } = {},
): Behaviour {
  const terms = document.points
  const allowed = terms?.spend?.minPoints ?? terms?.spend?.stepPoints ?? terms?.spend?.points
  return {
    redeemersPercent: wish.redeemersPercent ?? usualRedeemersPercent,
    fromPoints: wish.fromPoints ?? allowed ?? terms?.worth?.points ?? 1,
    prizeMinor: wish.prizeMinor ?? {},
  }
}

/** Whether somebody is one of those who redeem: drawn by the random end of her id, the same in every run. */
export function redeems(customerId: string, { redeemersPercent }: Behaviour): boolean {
  return Number.parseInt(customerId.slice(-6), 16) % 100 < redeemersPercent
}

/** How many points she pays with: all that the programme lets her, in its steps. */
export function pointsToSpend(document: ProgrammeDocument, available: number, payableMinor: number): number {
  const terms = document.points
  if (!terms) return 0
  const { spend } = terms
  if (!spend) return terms.worth ? available - (available % terms.worth.points) : available
  const step = spend.stepPoints ?? 1
  const payable = mulDivFloor(payableMinor, spend.maxSharePercent ?? 100, 100)
  // Nobody gives a point for nothing: what the price takes in whole points, not the last that it would swallow.
  const byPrice = mulDivFloor(payable, spend.points, spend.minor)
  const most = Math.min(available, spend.maxPoints ?? available, byPrice)
  const points = most - (most % step)
  return points >= (spend.minPoints ?? step) ? points : 0
}

/** What points are worth in money; null where the programme puts no price on them. */
export function worthMinor(document: ProgrammeDocument, points: number): number | null {
  const rate = document.points?.worth ?? document.points?.spend
  return rate ? Math.round((points * rate.minor) / rate.points) : null
}
