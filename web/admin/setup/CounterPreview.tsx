import { useFormats } from '../../ui/format.ts'
import { counted } from '../../ui/sentences/sentence.ts'
import { words as sentenceWords } from '../../ui/sentences/words/words.ts'
import { useWords } from '../../ui/words.tsx'
import type { Previewed } from './Preview.tsx'
import styles from './setup.module.css'
import { shownOf } from './shown.ts'
import { words } from './words/words.ts'

/** What the counter will say of the first purchase, in small. */
export function CounterPreview({ document }: Previewed) {
  const { say, language } = useWords(words)
  const { say: saySentence } = useWords(sentenceWords)
  const formats = useFormats()
  const { stamps, points, next, gift } = shownOf(document, language)
  const own = document.stampCards[0]?.stamp
  const reading = { document, language, say: saySentence, formats }
  const has = stamps
    ? counted(reading, gift, { own, key: 'count.stamps' })
    : points && counted(reading, gift, { own: document.points?.name, key: 'count.points' })
  return (
    <div className={styles.counter}>
      <p className={styles.hello}>
        <b>{say('preview.somebody')}</b>
        <small>{say('preview.since')}</small>
      </p>
      <dl className={styles.facts}>
        <dt>{say('preview.has')}</dt>
        <dd>{has ?? say('preview.nothing')}</dd>
        {next ? (
          <>
            <dt>{say('preview.comes')}</dt>
            <dd>{say('preview.next', { count: next.missing, prize: next.name })}</dd>
          </>
        ) : null}
      </dl>
      <span className={styles.act}>{say('preview.ring')}</span>
    </div>
  )
}
