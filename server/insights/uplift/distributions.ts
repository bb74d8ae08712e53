/** The distributions that comparisons need, to about 1e-12: the normal and Student's t. */

/** Lanczos' series (g = 7, n = 9) for ln Γ(x), x > 0. */
function logGamma(x: number): number {
  const series = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ]
  const at = x - 1
  let sum = 0.99999999999980993
  for (const [index, term] of series.entries()) sum += term / (at + index + 1)
  const t = at + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(t) - t + Math.log(sum)
}

/** The regularised incomplete beta function I_x(a, b), by Lentz's continued fraction (Numerical Recipes §6.4). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b
}

function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let result = d
  for (let m = 1; m <= 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    result *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    result *= d * c
    if (Math.abs(d * c - 1) < 1e-15) return result
  }
  return result
}

/** P(|T| > t) of Student's t. */
export function twoSidedT(t: number, degrees: number): number {
  if (!Number.isFinite(t)) return 0
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5)
}

/**
 * P(|Z| > z) of the normal, which is erfc(z / √2): by its series for small z, by Lentz's continued fraction beyond
 * (Abramowitz and Stegun 7.1.5, 7.1.14).
 */
export function twoSidedZ(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  if (x < 2) {
    let term = x
    let sum = x
    for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n += 1) {
      term *= (-x * x) / n
      sum += term / (2 * n + 1)
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum
  }
  let tail = x
  for (let n = 80; n >= 1; n -= 1) tail = x + n / 2 / tail
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail)
}

/** The t that is passed on either side with probability `alpha`. */
export function criticalT(alpha: number, degrees: number): number {
  return critical(alpha, (t) => twoSidedT(t, degrees))
}

export function criticalZ(alpha: number): number {
  return critical(alpha, twoSidedZ)
}

/** By bisection, as it is asked for a few times only. */
function critical(alpha: number, beyond: (at: number) => number): number {
  let [low, high] = [0, 1]
  while (beyond(high) > alpha && high < 1e8) high *= 2
  for (let step = 0; step < 200 && high - low > 1e-14 * high; step += 1) {
    const middle = (low + high) / 2
    if (beyond(middle) > alpha) low = middle
    else high = middle
  }
  return (low + high) / 2
}
