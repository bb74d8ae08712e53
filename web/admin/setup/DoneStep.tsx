import { Button } from '@mantine/core'
import { IconArrowRight, IconPrinter } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { look as lookQuestion } from '../../api/looks.ts'
import { business } from '../../api/questions.ts'
import { useWords } from '../../ui/words.tsx'
import { useDraft } from './draft.ts'
import { Frame } from './Frame.tsx'
import { Preview } from './Preview.tsx'
import styles from './setup.module.css'
import { words } from './words/words.ts'

const papers = [
  { word: 'paper.poster', lead: 'paper.poster.lead', path: 'poster.pdf?size=A4&' },
  { word: 'paper.tent', lead: 'paper.tent.lead', path: 'poster.pdf?size=A6&' },
  { word: 'paper.stamps', lead: 'paper.stamps.lead', path: 'stamp-cards.pdf?' },
] as const

/** The last step: print the poster, ring up the first sale. */
export function DoneStep() {
  const { say } = useWords(words)
  const { data: shop } = useSuspenseQuery(business)
  const { data: look } = useSuspenseQuery(lookQuestion)
  const { document } = useDraft(shop.id)
  const shown = papers.filter(({ word }) => word !== 'paper.stamps' || document.stampCards.length > 0)
  return (
    <Frame
      step="done"
      title={say('done.title')}
      lead={say('done.lead')}
      open
      preview={<Preview business={shop.name} look={look} document={document} />}
    >
      <section className={styles.block}>
        <h2>{say('done.print')}</h2>
        <ul className={styles.papers}>
          {shown.map(({ word, lead, path }) => (
            <li key={word}>
              <IconPrinter size={22} stroke={1.75} aria-hidden="true" />
              <span>
                <b>{say(word)}</b>
                <small>{say(lead)}</small>
              </span>
              <Button
                component="a"
                variant="default"
                href={`/api/v1/papers/${path}language=${shop.language}`}
                download
                aria-label={`${say('paper.open')}: ${say(word)}`}
              >
                {say('paper.open')}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      <section className={styles.block}>
        <h2>{say('done.first')}</h2>
        <p>{say('done.first.lead')}</p>
        <Button
          component="a"
          href="/counter"
          size="lg"
          rightSection={<IconArrowRight size={20} stroke={1.75} aria-hidden="true" />}
        >
          {say('done.ring')}
        </Button>
        <Link to="/" className={styles.later}>
          {say('done.office')}
        </Link>
      </section>
    </Frame>
  )
}
