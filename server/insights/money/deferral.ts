/**
 * Points as the accountant sees them (IFRS 15 B39–B43, example 52; ASC 606-10-55-353): a sale with points is two things
 * sold, and the price is split between them by what each would cost alone. What belongs to the points is revenue only as
 * they are redeemed, in the share of those that ever will be. Amounts in minor units.
 */
export interface Deferral {
  goodsMinor: number
  pointsMinor: number
}

/** `pointMinor`: what a point would cost alone, the chance that nobody redeems it already taken off. Not rounded. */
export function allocate(salesMinor: number, points: number, pointMinor: number): Deferral {
  const pointsAlone = points * pointMinor
  const together = salesMinor + pointsAlone
  if (together <= 0) return { goodsMinor: salesMinor, pointsMinor: 0 }
  return {
    goodsMinor: (salesMinor * salesMinor) / together,
    pointsMinor: (salesMinor * pointsAlone) / together,
  }
}

/** What a period sold, gave and saw redeemed. */
export interface Period {
  salesMinor: number
  /** Given with these sales, less what returns took back. */
  points: number
  redeemed: number
  expired: number
  /** What a point is worth. */
  worthMinor: number
  /** The share of points that nobody will ever redeem, by the estimate of this period. */
  broken: number
}

export interface Deferred {
  goodsMinor: number
  openingMinor: number
  /** Of this period's sales, what belongs to its points. */
  deferredMinor: number
  /** Earned in this period by redeeming. */
  earnedMinor: number
  closingMinor: number
}

/**
 * Deferred revenue rolled forward. All points are one pool, as in the standard's example: earned is the share redeemed of
 * what will ever be redeemed, by the latest estimate, less what was earned before. Worked out in fractions; what is deferred
 * and each closing are rounded to minor units and what was earned is the rest, so that opening + deferred − earned = closing
 * to the last unit.
 */
export function deferRevenue(periods: readonly Period[]): Deferred[] {
  const sums = { points: 0, redeemed: 0, expired: 0, deferred: 0, rounded: 0 }
  let openingMinor = 0
  return periods.map(({ salesMinor, points, redeemed, expired, worthMinor, broken }) => {
    sums.points += points
    sums.redeemed += redeemed
    sums.expired += expired
    // Where more came back than was sold there is nothing to split.
    const [sold, given] = [Math.max(0, salesMinor), Math.max(0, points)]
    sums.deferred += allocate(sold, given, worthMinor * (1 - broken)).pointsMinor
    const deferredMinor = Math.round(sums.deferred) - sums.rounded
    sums.rounded += deferredMinor
    const closingMinor = Math.round(sums.deferred * (1 - earnedShare(sums, broken))) || 0
    const said = {
      ...{ goodsMinor: salesMinor - deferredMinor, openingMinor, deferredMinor },
      ...{ earnedMinor: openingMinor + deferredMinor - closingMinor, closingMinor },
    }
    openingMinor = closingMinor
    return said
  })
}

/**
 * What expired will surely not be redeemed, whatever was estimated. More redeemed than was expected: all of it is earned,
 * and never more than all.
 */
function earnedShare(
  { points, redeemed, expired }: Pick<Period, 'points' | 'redeemed' | 'expired'>,
  broken: number,
): number {
  const expected = points - Math.max(expired, points * broken)
  if (expected <= 0) return points > 0 || redeemed > 0 ? 1 : 0
  return Math.min(1, Math.max(0, redeemed / expected))
}
