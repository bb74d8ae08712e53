import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { ProgrammeDocument } from '../../../server/programme/document.ts'
import { inLanguage } from '../../../server/programme/texts.ts'
import type { Business } from '../../api/questions.ts'
import { useFormats } from '../../ui/format.ts'
import { counted, piecesOf, type TapWord } from '../../ui/sentences/sentence.ts'
import { WordButton } from '../../ui/sentences/WordButton.tsx'
import { words as sentenceWords } from '../../ui/sentences/words/words.ts'
import { useWords } from '../../ui/words.tsx'
import type { Spoken } from './ProgrammeStep.tsx'
import styles from './setup.module.css'
import { words } from './words/words.ts'
import { givesBack, type Usual, usualFor } from './worth.ts'

interface Props {
  document: ProgrammeDocument
  shop: Business
  concerns: Spoken['concerns']
}

/** Whether it can be said in one sentence, and what it gives away: both as it is being changed. */
export function Verdict({ document, shop, concerns }: Props) {
  const { say } = useWords(words)
  const once = useOneSentence(document)
  const clear = concerns.length === 0 && once !== null
  const Icon = clear ? IconCircleCheck : IconAlertCircle
  return (
    <section className={styles.verdict} data-clear={clear || undefined} aria-live="polite">
      <Icon size={22} stroke={1.75} aria-hidden="true" />
      <div>
        <p>
          <b>{clear ? say('verdict.clear', { sentence: once }) : say('verdict.unclear')}</b>
        </p>
        {concerns.map(({ code, text }) => (
          <p key={code + text}>{text}</p>
        ))}
        <Cost document={document} shop={shop} />
      </div>
    </section>
  )
}

/** The whole promise in one breath, or null when there is none to make. */
function useOneSentence(document: ProgrammeDocument): string | null {
  const { say, language } = useWords(words)
  const { say: saySentence } = useWords(sentenceWords)
  const formats = useFormats()
  const reading = { document, language, say: saySentence, formats }
  const [card] = document.stampCards
  if (card) {
    const last = card.prizes.find(({ at }) => at === card.size) ?? card.prizes.at(-1)!
    return say('once.card', {
      stamps: counted(reading, last.at, { own: card.stamp, key: 'count.stamps' }),
      prize: inLanguage(last.name, language),
    })
  }
  const worth = document.points?.worth
  if (!document.points || !worth) return null
  return say('once.points', {
    points: counted(reading, worth.points, { own: document.points.name, key: 'count.points' }),
    money: formats.money(worth.minor),
  })
}

function Cost({ document, shop }: Pick<Props, 'document' | 'shop'>) {
  const { say } = useWords(words)
  const formats = useFormats()
  const [usual, setUsual] = useUsual(shop)
  const given = givesBack(document, usual)
  if (!given) return null
  const word = <Part extends keyof Usual>(part: Part, shown: string, least: number): TapWord<Usual> => ({
    ...(part === 'visitsAMonth'
      ? { kind: 'number', least, most: 10_000_000, value: usual[part] }
      : { kind: 'money', value: usual[part] }),
    path: part,
    label: say(`usual.${part}`),
    shown,
    set: (value: number) => ({ ...usual, [part]: value }),
  })
  const places = {
    visits: word('visitsAMonth', formats.number(usual.visitsAMonth), 1),
    basket: word('basketMinor', formats.money(usual.basketMinor), 1),
    gift: word('giftMinor', formats.money(usual.giftMinor), 1),
  }
  const key = document.stampCards.length > 0 ? 'usual.gifts' : 'usual.sales'
  return (
    <>
      <p>{say('cost', { share: formats.percent(given.share, 1), money: formats.money(given.minor) })}</p>
      <p className={styles.usual}>
        {piecesOf((marks) => say(key, marks), places).map((piece) =>
          typeof piece === 'string' ? (
            <span key={piece}>{piece}</span>
          ) : (
            <WordButton key={piece.path} word={piece} onChange={setUsual} />
          ),
        )}
      </p>
    </>
  )
}

/** What she said of her shop stays on this device; nobody else needs it. */
function useUsual({ id, trade, currency }: Business): [Usual, (usual: Usual) => void] {
  const key = `regulars.setup.usual.${id}`
  const [usual, setUsual] = useState<Usual>(() => {
    const kept = localStorage.getItem(key)
    return kept ? (JSON.parse(kept) as Usual) : usualFor(trade, currency)
  })
  return [
    usual,
    (next) => {
      localStorage.setItem(key, JSON.stringify(next))
      setUsual(next)
    },
  ]
}
