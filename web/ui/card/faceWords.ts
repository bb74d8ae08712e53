import type { FaceWords } from './CardFace.tsx'
import type { en } from './words/en.ts'

type Say = (word: keyof typeof en, params?: Record<string, string | number>) => string

/** What a card says by itself, in the reader's language. `live`: its code turns every minute. */
export function faceWords(
  say: Say,
  card: { stamps?: { has: number; size: number }; live?: boolean },
): FaceWords {
  return {
    ...(card.stamps && { stamps: say('stamped', { has: card.stamps.has, size: card.stamps.size }) }),
    ...(card.live && { fresh: say('fresh') }),
    show: say('show'),
    code: say('code'),
  }
}
