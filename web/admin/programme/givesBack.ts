import type { Programme } from './document.ts'

/**
 * What a programme gives away, as a share of the price. Points: of the rule that gives most of them, at what they are
 * said to be worth. A card: one free after so many is one of so many and one more; prizes on the way come on top.
 */
export function givesBack({ points, rules, stampCards }: Programme): {
  points: number | null
  cards: { id: string; share: number }[]
} {
  const worth = points?.worth
  const rates = rules.flatMap((rule) =>
    rule.kind === 'amount' && rule.target === 'points' && worth
      ? [(rule.give * worth.minor) / (rule.perMinor * worth.points)]
      : [],
  )
  const cards = stampCards.flatMap(({ id, size, mode }) => {
    const gives = rules.flatMap((rule) =>
      rule.kind !== 'amount' && rule.target !== 'points' && rule.target.card === id ? [rule.give] : [],
    )
    if (gives.length === 0 || mode !== 'automatic') return []
    return [{ id, share: 1 / (Math.ceil(size / Math.max(...gives)) + 1) }]
  })
  return { points: rates.length > 0 ? Math.max(...rates) : null, cards }
}
