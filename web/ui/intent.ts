import { useRef } from 'react'

/** A key that nobody else has. `crypto.randomUUID` is missing where a shop opens us by its address in the local network. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

/**
 * The key of an intent: the same for every try of the same thing, so that pressing a button twice, or again after the
 * network failed, does it once. Other words are another intent; so is the same again after `done()`.
 */
export function useIntent(): { keyFor(wish: unknown): string; done(): void } {
  const kept = useRef<{ wish: string; key: string } | null>(null)
  return {
    keyFor(wish) {
      const said = JSON.stringify(wish ?? null)
      if (kept.current?.wish !== said) kept.current = { wish: said, key: newKey() }
      return kept.current.key
    },
    done() {
      kept.current = null
    },
  }
}
