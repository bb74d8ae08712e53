/** What two programmes say differently, sentence by sentence. */
export interface Difference {
  gone: string[]
  come: string[]
}

/** Sentences keep their order; one that stands twice in one and once in the other is a difference, too. */
export function difference(before: readonly string[], after: readonly string[]): Difference {
  return { gone: without(before, after), come: without(after, before) }
}

function without(all: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const one of others) left.set(one, (left.get(one) ?? 0) + 1)
  return all.filter((one) => {
    const count = left.get(one) ?? 0
    left.set(one, count - 1)
    return count <= 0
  })
}
