/** Whole-number arithmetic that stays exact where a product passes 2^53. */

/** floor(a × b / c) for a, b ≥ 0 and c > 0. */
export function mulDivFloor(a: number, b: number, c: number): number {
  const product = a * b
  if (product <= Number.MAX_SAFE_INTEGER) return Math.floor(product / c)
  return Number((BigInt(a) * BigInt(b)) / BigInt(c))
}

/**
 * Splits `total` by weights so that the parts are whole and sum exactly to it (largest remainder; of equal remainders
 * the earlier line's is served first). Without any weight everything stays with the first part.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const parts = new Array<number>(weights.length).fill(0)
  let sum = 0
  for (const weight of weights) sum += weight
  if (weights.length === 0 || total === 0) return parts
  if (sum === 0) {
    parts[0] = total
    return parts
  }
  const rests: { index: number; rest: number }[] = []
  let left = total
  for (const [index, weight] of weights.entries()) {
    if (weight === 0) continue
    const part = mulDivFloor(total, weight, sum)
    parts[index] = part
    left -= part
    rests.push({ index, rest: restOf(total, weight, sum) })
  }
  if (left === 0) return parts
  rests.sort((a, b) => b.rest - a.rest || a.index - b.index)
  for (const { index } of rests.slice(0, left)) parts[index]! += 1
  return parts
}

function restOf(a: number, b: number, c: number): number {
  const product = a * b
  if (product <= Number.MAX_SAFE_INTEGER) return product % c
  return Number((BigInt(a) * BigInt(b)) % BigInt(c))
}

/** A bug above us, not a business saying no: the schemas keep every amount far below this. */
export function exact(value: number, what: string): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${what} is too large to count exactly: ${value}`)
  return value
}

/** Reads a record that is keyed by ids: an id may be "constructor". */
export function own(record: Readonly<Record<string, number>>, key: string): number | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
