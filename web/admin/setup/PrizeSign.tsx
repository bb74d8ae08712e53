import type { ProgrammeDocument } from '../../../server/programme/document.ts'
import type { Outline } from '../../ui/card/Shape.tsx'
import { changed } from '../../ui/sentences/sentence.ts'
import { PicturePicker } from './PicturePicker.tsx'

/** The picture of a prize: a drawing for its place on the card, or a photograph for the list below. */
export function PrizeSign({
  document,
  place,
  onChange,
}: {
  document: ProgrammeDocument
  place: { card: number; index: number }
  onChange(document: ProgrammeDocument): void
}) {
  const card = document.stampCards[place.card]!
  const prize = card.prizes[place.index]!
  function set(change: { icon?: Outline; picture?: string }) {
    const { picture: _, ...bare } = prize
    const prizes = changed(card.prizes, place.index, { ...bare, ...change } as typeof prize)
    onChange({ ...document, stampCards: changed(document.stampCards, place.card, { ...card, prizes }) })
  }
  return (
    <PicturePicker
      picture={prize.picture}
      icon={prize.icon ?? 'gift'}
      onDrawing={(icon) => set({ icon })}
      onPicture={({ url }) => set({ picture: url })}
    />
  )
}
