import { UnstyledButton } from '@mantine/core'
import { IconGift } from '@tabler/icons-react'
import { useState } from 'react'
import type { ProgrammeDocument } from '../../../server/programme/document.ts'
import { inLanguage } from '../../../server/programme/texts.ts'
import { CardFace } from '../../ui/card/CardFace.tsx'
import { faceWords } from '../../ui/card/faceWords.ts'
import type { Look } from '../../ui/card/look.ts'
import { words as cardWords } from '../../ui/card/words/words.ts'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import { CounterPreview } from './CounterPreview.tsx'
import { PosterPreview } from './PosterPreview.tsx'
import styles from './setup.module.css'
import { shownOf } from './shown.ts'
import { words } from './words/words.ts'

export interface Previewed {
  business: string
  look: Look
  document: ProgrammeDocument
}

const faces = ['card', 'counter', 'poster'] as const
type Face = (typeof faces)[number]

/** What comes of it, as it is being changed: the customer's card, the counter, the poster. */
export function Preview(props: Previewed) {
  const { say } = useWords(words)
  const [face, setFace] = useState<Face>('card')
  const named = { ...props, business: props.business.trim() || say('preview.name') }
  return (
    <div className={styles.preview}>
      <fieldset className={styles.faces} aria-label={say('preview')}>
        {faces.map((value) => (
          <UnstyledButton key={value} aria-pressed={value === face} onClick={() => setFace(value)}>
            {say(`preview.${value}`)}
          </UnstyledButton>
        ))}
      </fieldset>
      {face === 'poster' ? (
        <PosterPreview {...named} />
      ) : (
        <div className={styles.phone}>
          <div className={styles.screen}>
            {face === 'card' ? <CardPreview {...named} /> : <CounterPreview {...named} />}
          </div>
        </div>
      )}
      <p className={styles.caption}>{say(`preview.${face}.caption`)}</p>
    </div>
  )
}

function CardPreview({ business, look, document }: Previewed) {
  const { say, language } = useWords(words)
  const { say: sayCard } = useWords(cardWords)
  const formats = useFormats()
  const { stamps, points, next, gift } = shownOf(document, language)
  const sentence =
    gift > 0 ? say(stamps ? 'preview.stamps' : 'preview.points', { count: gift }) : say('preview.new')
  return (
    <>
      <p className={styles.hello}>
        <b>{say('preview.hello')}</b>
        <small>{say('preview.glad')}</small>
      </p>
      <CardFace
        look={look}
        business={business}
        demo={say('preview.demo')}
        stamps={stamps}
        points={points && { balance: formats.number(points.balance), unit: points.unit }}
        sentence={sentence}
        small={next && say('preview.next', { count: next.missing, prize: next.name })}
        qr="https://example.com/card"
        number="4172 08"
        words={faceWords(sayCard, stamps ? { stamps } : {})}
      />
      {document.stampCards[0]?.prizes.map((prize) => (
        <p key={prize.at} className={styles.waits}>
          {prize.picture ? (
            <img src={prize.picture.replace('.webp', '-small.webp')} alt="" />
          ) : (
            <span className={styles.waitsSign}>
              <IconGift size={22} stroke={1.75} aria-hidden="true" />
            </span>
          )}
          <b>{say('preview.prize', { count: prize.at, prize: inLanguage(prize.name, language) })}</b>
        </p>
      ))}
    </>
  )
}
