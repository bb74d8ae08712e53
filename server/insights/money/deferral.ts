/**
 * Points as the accountant sees them (IFRS 15 B39–B43, example 52; ASC 606-10-55-353): a sale with points is two things
 * sold, and the price is split between them by what each would cost alone. What belongs to the points is revenue only as
 * they are redeemed, in the share of those that ever will be. Amounts in minor units; not rounded, as the standard rounds
 * at the end.
 */
export interface Deferral {
  goodsMinor: number
  pointsMinor: number
}

/** `pointMinor`: what a point would cost alone, the chance that nobody redeems it already taken off. */
export function allocate(salesMinor: number, points: number, pointMinor: number): Deferral {
  const pointsAlone = points * pointMinor
  const together = salesMinor + pointsAlone
  if (together <= 0) return { goodsMinor: salesMinor, pointsMinor: 0 }
  return {
    goodsMinor: (salesMinor * salesMinor) / together,
    pointsMinor: (salesMinor * pointsAlone) / together,
  }
}

/** What is revenue of the points by the end of each period, as the estimate of what will be redeemed changes. */
export function recognised(
  pointsMinor: number,
  periods: readonly { redeemed: number; expected: number }[],
): { revenueMinor: number; liabilityMinor: number }[] {
  let before = 0
  return periods.map(({ redeemed, expected }) => {
    // Redeemed more than was expected: all of it is revenue, and never more than all.
    const share = expected > 0 ? Math.min(1, redeemed / expected) : 0
    const soFar = Math.max(before, pointsMinor * share)
    const revenueMinor = soFar - before
    before = soFar
    return { revenueMinor, liabilityMinor: pointsMinor - soFar }
  })
}
