import { choleskyOf } from './matrix.ts'

/** Chance that is the same each time: sfc32 (Doty-Humphrey), which passes PractRand, from a fixed seed. */
export function chanceFrom(seed: number): () => number {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1]
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  for (let round = 0; round < 15; round += 1) next()
  return next
}

/** Standard normals by Box and Muller. */
export function normalsFrom(seed: number): () => number {
  const chance = chanceFrom(seed)
  let kept: number | undefined
  return () => {
    if (kept !== undefined) {
      const value = kept
      kept = undefined
      return value
    }
    const radius = Math.sqrt(-2 * Math.log(1 - chance()))
    const angle = 2 * Math.PI * chance()
    kept = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
}

/** Draws of a normal vector around nil, in pairs of opposite sign so that their mean is nil exactly; at most 3 s.d. out. */
export function drawsOf(covariance: number[][], count: number, seed: number): number[][] {
  const lower = choleskyOf(covariance)
  const normal = normalsFrom(seed)
  const draws: number[][] = []
  while (draws.length < count) {
    const z = covariance.map(() => Math.max(-3, Math.min(3, normal())))
    const draw = covariance.map((_, i) =>
      z.reduce((sum, value, j) => sum + (lower?.[i]?.[j] ?? 0) * value, 0),
    )
    draws.push(
      draw,
      draw.map((value) => -value),
    )
  }
  return draws
}
