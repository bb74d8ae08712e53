import type { ProgrammeDocument } from '../../../server/programme/document.ts'
import { inLanguage } from '../../../server/programme/texts.ts'
import type { StampsShown } from '../../ui/card/Stamps.tsx'
import type { Language } from '../../ui/words.tsx'

export interface Shown {
  stamps?: StampsShown
  points?: { balance: number; unit: string }
  /** What the gift for joining is, in stamps or points. */
  gift: number
  /** The nearest prize. */
  next?: { missing: number; name: string }
}

/** What somebody sees who has joined just now. */
export function shownOf(document: ProgrammeDocument, language: Language): Shown {
  const { points, joining, stampCards } = document
  const [card] = stampCards
  if (card) {
    const has = joining?.stamps?.card === card.id ? joining.stamps.count : 0
    const prizes = card.prizes.map(({ at, name, icon }) => ({ at, name: inLanguage(name, language), icon }))
    const next = prizes.filter(({ at }) => at > has).sort((a, b) => a.at - b.at)[0]
    return {
      stamps: { size: card.size, has, prizes },
      gift: has,
      ...(next && { next: { missing: next.at - has, name: next.name } }),
    }
  }
  if (!points) return { gift: 0 }
  const gift = joining?.points ?? 0
  const unit = inLanguage(points.name, language).split('|').at(-1)!
  return { points: { balance: gift, unit }, gift }
}
