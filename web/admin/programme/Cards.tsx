import { useQuery } from '@tanstack/react-query'
import { useContext } from 'react'
import { look } from '../../api/offering.ts'
import { business } from '../../api/questions.ts'
import { CardFace } from '../../ui/card/CardFace.tsx'
import { faceWords } from '../../ui/card/faceWords.ts'
import { words as cardWords } from '../../ui/card/words/words.ts'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import { Editing } from './editing.ts'
import styles from './programme.module.css'
import { words } from './words/words.ts'

/** The cards as customers will hold them, as the programme is being written: one for each stamp card, else the points. */
export function Cards() {
  const { say } = useWords(words)
  const face = useWords(cardWords)
  const { number } = useFormats()
  const { programme, nameOf } = useContext(Editing)
  const { data: shop } = useQuery(business)
  const { data: paint } = useQuery(look)
  if (!shop || !paint) return null
  const { points, joining, stampCards } = programme
  const common = {
    ...{ look: paint, business: shop.name },
    ...(shop.sandbox && { demo: say('nav.demo') }),
  }
  return (
    <div className={styles.cards}>
      {stampCards.map((card) => {
        const given = joining?.stamps?.card === card.id ? joining.stamps.count : 0
        const has = Math.min(given, card.size)
        const next = card.prizes.find(({ at }) => at > has)
        const prizes = card.prizes.map(({ at, name, icon }) => ({ at, icon, name: nameOf({ id: '', name }) }))
        const prize = next ? nameOf({ id: '', name: next.name }) : ''
        return (
          <CardFace
            key={card.id}
            {...common}
            stamps={{ size: card.size, has, prizes }}
            sentence={nameOf(card)}
            small={next ? say('next_prize', { count: next.at - has, prize }) : undefined}
            words={faceWords(face.say, { stamps: { has, size: card.size } })}
          />
        )
      })}
      {points && stampCards.length === 0 ? (
        <CardFace
          {...common}
          points={{ balance: number(joining?.points ?? 0), unit: nameOf({ id: '', name: points.name }) }}
          sentence={say('points_card')}
          words={faceWords(face.say, {})}
        />
      ) : null}
      <p className={styles.caption}>{say('seen_so_hint')}</p>
    </div>
  )
}
