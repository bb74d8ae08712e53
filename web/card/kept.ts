import type { CardState } from './shapes.ts'

/**
 * The last state that was shown on this device: what there is to show without a network, and which stamps are new. It is
 * hers, on her own phone; leaving clears it.
 */
const keyOf = (token: string) => `regulars.card.${token.slice(0, 8)}${token.slice(-8)}`

export function keptState(token: string): CardState | undefined {
  try {
    return JSON.parse(localStorage.getItem(keyOf(token)) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

export function keepState(token: string, state: CardState): void {
  try {
    localStorage.setItem(keyOf(token), JSON.stringify(state))
  } catch {
    // A browser that keeps nothing shows the card all the same.
  }
}

const seenOf = (token: string) => `${keyOf(token)}.seen`

/** How many stamps of a card were there when it was last looked at; undefined when it never was. */
export function seenStamps(token: string, card: string): number | undefined {
  try {
    return JSON.parse(localStorage.getItem(seenOf(token)) ?? '{}')[card]
  } catch {
    return undefined
  }
}

export function sawStamps(token: string, state: CardState): void {
  try {
    const seen = Object.fromEntries(state.stampCards.map(({ card, has }) => [card, has]))
    localStorage.setItem(seenOf(token), JSON.stringify(seen))
  } catch {
    // Then each of them lands again.
  }
}

export async function forgetAll(token: string): Promise<void> {
  try {
    localStorage.removeItem(keyOf(token))
    localStorage.removeItem(seenOf(token))
    for (const name of await caches.keys()) await caches.delete(name)
  } catch {
    // Nothing was kept.
  }
}
