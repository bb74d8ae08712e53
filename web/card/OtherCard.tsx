import { CardFace } from '../ui/card/CardFace.tsx'
import type { CardState, StampCardShown } from './shapes.ts'
import { type Speech, useSpeech } from './speech.ts'

/** Another stamp card of hers, drawn as the card it is; the code on the first one counts for all. */
export function OtherCard({ card, state }: { card: StampCardShown; state: CardState }) {
  const speech = useSpeech()
  const { say } = speech
  return (
    <CardFace
      look={state.look}
      business={state.business.name}
      called={card.name}
      stamps={card}
      sentence={missingOf(card, speech)}
      small={
        card.keepUntil && card.has > 0 ? say('card.keep', { day: speech.near(card.keepUntil) }) : undefined
      }
      words={{
        show: say('show'),
        code: say('code'),
        stamps: say('stamped', { has: card.has, size: card.size }),
      }}
    />
  )
}

/** How many more to the next prize of a card, or that it is full. */
export function missingOf(card: StampCardShown, { say }: Speech): string {
  const next = card.prizes.find(({ at }) => at > card.has)
  return next
    ? say('card.missing', { n: next.at - card.has, what: next.name })
    : say('card.full', { what: card.prizes.at(-1)?.name ?? card.name })
}
