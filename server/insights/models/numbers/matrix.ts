/** Small symmetric matrices, row by row. */

/** The lower triangle L with L·Lᵀ = matrix, or nothing where it is not clearly positive definite. */
export function choleskyOf(matrix: number[][]): number[][] | undefined {
  const size = matrix.length
  const lower = matrix.map((row) => row.map(() => 0))
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i]![j]!
      for (let k = 0; k < j; k += 1) sum -= lower[i]![k]! * lower[j]![k]!
      if (i !== j) lower[i]![j] = sum / lower[j]![j]!
      else if (sum > 1e-12 * Math.abs(matrix[i]![i]!)) lower[i]![i] = Math.sqrt(sum)
      else return undefined
    }
  }
  return lower
}

/** Solves L·Lᵀ·x = right. */
export function solveWith(lower: number[][], right: ArrayLike<number>): number[] {
  const size = lower.length
  const half: number[] = []
  for (let i = 0; i < size; i += 1) {
    let sum = right[i]!
    for (let k = 0; k < i; k += 1) sum -= lower[i]![k]! * half[k]!
    half.push(sum / lower[i]![i]!)
  }
  const solution = Array.from({ length: size }, () => 0)
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = half[i]!
    for (let k = i + 1; k < size; k += 1) sum -= lower[k]![i]! * solution[k]!
    solution[i] = sum / lower[i]![i]!
  }
  return solution
}

/** The inverse of a positive definite matrix, or nothing. */
export function invert(matrix: number[][]): number[][] | undefined {
  const lower = choleskyOf(matrix)
  if (!lower) return undefined
  const columns = matrix.map((_, at) =>
    solveWith(
      lower,
      matrix.map((_, index) => (index === at ? 1 : 0)),
    ),
  )
  return matrix.map((_, i) => matrix.map((_, j) => columns[j]![i]!))
}
