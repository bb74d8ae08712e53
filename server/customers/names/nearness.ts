/**
 * Typing mistakes. The method is SymSpell's (W. Garbe, 2012): two words within distance d have a reading in common
 * with at most d letters left out of each. Only the first letters are varied, which bounds what a word costs.
 */
const VARIED_LETTERS = 7

/** How many mistakes a folded word of this length may have: in a short one any mistake makes another name. */
export function mistakesAllowed(letters: number): 0 | 1 | 2 {
  if (letters <= 3) return 0
  return letters <= 7 ? 1 : 2
}

/** A word's beginning with up to the allowed number of letters left out, itself included: at most 29. */
export function readings(word: string): string[] {
  const letters = Array.from(word)
  const start = letters.slice(0, VARIED_LETTERS).join('')
  let latest = new Set([start])
  const all = new Set(latest)
  for (let left = mistakesAllowed(letters.length); left > 0; left -= 1) {
    latest = new Set([...latest].flatMap(withoutOneLetter))
    for (const reading of latest) all.add(reading)
  }
  return [...all]
}

function withoutOneLetter(word: string): string[] {
  const letters = Array.from(word)
  return letters.map((_, at) => letters.toSpliced(at, 1).join(''))
}

/**
 * How many mistakes are between two words: letters wrong, missing, too many, or two neighbours swapped (optimal string
 * alignment, the restricted Damerau–Levenshtein distance). Words of up to 32 letters: 1,000 steps.
 */
export function mistakesBetween(one: string, other: string): number {
  const a = Array.from(one)
  const b = Array.from(other)
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row += 1) {
    const now = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      now[column] = Math.min(
        last[column]! + 1,
        now[column - 1]! + 1,
        last[column - 1]! + (same ? 0 : 1),
        swapped ? beforeLast[column - 2]! + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = now
  }
  return last[b.length]!
}

/** The mistakes between two words when they are few enough for both to be one; undefined otherwise. */
export function nearness(one: string, other: string): number | undefined {
  const allowed = mistakesAllowed(Math.min(Array.from(one).length, Array.from(other).length))
  const between = mistakesBetween(one, other)
  return between <= allowed ? between : undefined
}
