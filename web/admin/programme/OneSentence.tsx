import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react'
import { useContext } from 'react'
import type { Spoken } from '../../api/offering.ts'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import { Editing } from './editing.ts'
import { givesBack } from './givesBack.ts'
import styles from './programme.module.css'
import { words } from './words/words.ts'

/** Whether the programme can be said in one sentence at the counter, and what it gives away. */
export function OneSentence({ spoken }: { spoken: Spoken }) {
  const { say } = useWords(words)
  const { percent } = useFormats()
  const { programme, nameOf } = useContext(Editing)
  const first = spoken.sentences[0]?.text
  if (first === undefined) return null
  const clear = spoken.concerns.length === 0
  const Icon = clear ? IconCircleCheck : IconAlertCircle
  const shares = givesBack(programme)
  return (
    <div className={styles.verdict} data-clear={clear || undefined}>
      <Icon size={22} stroke={1.75} aria-hidden="true" />
      <div>
        <b>{clear ? say('one_sentence', { sentence: first }) : say('not_one_sentence')}</b>
        {clear ? null : (
          <ul>
            {spoken.concerns.map(({ code, path, text }) => (
              <li key={`${code} ${path.join('.')}`}>{text}</li>
            ))}
          </ul>
        )}
        {shares.points === null ? null : <p>{say('points_give_back', { share: percent(shares.points) })}</p>}
        {shares.cards.map(({ id, share }) => (
          <p key={id}>
            {say('card_gives_back', {
              card: nameOf(programme.stampCards.find((card) => card.id === id)!),
              share: percent(share, 0),
            })}
          </p>
        ))}
        <p>{say('what_stays')}</p>
      </div>
    </div>
  )
}
