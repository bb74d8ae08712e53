import { IconMinus, IconPlus } from '@tabler/icons-react'
import { useWords } from '../../ui/words.tsx'
import type { Difference } from './difference.ts'
import styles from './programme.module.css'
import { words } from './words/words.ts'

/** What is said no longer, and what is said from now on. */
export function Changes({ changes: { gone, come } }: { changes: Difference }) {
  const { say } = useWords(words)
  if (gone.length + come.length === 0) return <p className={styles.caption}>{say('changes.silent')}</p>
  return (
    <ul className={styles.changes}>
      {gone.map((text) => (
        <li key={`- ${text}`} data-gone>
          <IconMinus size={18} stroke={1.75} aria-label={say('changes.gone')} />
          <del>{text}</del>
        </li>
      ))}
      {come.map((text) => (
        <li key={`+ ${text}`}>
          <IconPlus size={18} stroke={1.75} aria-label={say('changes.come')} />
          <ins>{text}</ins>
        </li>
      ))}
    </ul>
  )
}
