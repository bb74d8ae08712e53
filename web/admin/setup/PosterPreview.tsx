import { inLanguage } from '../../../server/programme/texts.ts'
import { paintOf } from '../../ui/card/look.ts'
import { Qr } from '../../ui/card/Qr.tsx'
import { Print } from '../../ui/card/Shape.tsx'
import { useWords } from '../../ui/words.tsx'
import type { Previewed } from './Preview.tsx'
import styles from './setup.module.css'
import { shownOf } from './shown.ts'
import { words } from './words/words.ts'

/** The poster in small, as the printed one is laid out. */
export function PosterPreview({ business, look, document }: Previewed) {
  const { say, language } = useWords(words)
  const { stamps, gift } = shownOf(document, language)
  const prize = document.stampCards[0]?.prizes.at(-1)
  return (
    <section className={styles.poster} style={paintOf(look)} aria-label={say('preview.poster')}>
      <p className={styles.posterName}>
        {look.logo && look.stamp !== 'logo' ? (
          <img src={look.logo} alt="" />
        ) : (
          <Print shape={look.stamp} logo={look.logo} size={28} />
        )}
        {business}
      </p>
      <p className={styles.posterTitle}>{say('poster.title')}</p>
      <p>
        {gift > 0 ? say(stamps ? 'poster.stamps' : 'poster.points', { count: gift }) : say('poster.welcome')}
      </p>
      {prize ? (
        <p>{say('preview.prize', { count: prize.at, prize: inLanguage(prize.name, language) })}</p>
      ) : null}
      <span className={styles.posterCode}>
        <Qr text="https://example.com/join" label={say('poster.code')} />
      </span>
      <small>{say('poster.scan')}</small>
    </section>
  )
}
