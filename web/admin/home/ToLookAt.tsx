import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Today } from '../../api/today.ts'
import { useWords } from '../../ui/words.tsx'
import styles from './home.module.css'
import { words } from './words/words.ts'

/** What is about no one person: pairs who may be one, sales that a counter could not bring in. */
export function ToLookAt({ today: { duplicates, conflicts } }: { today: Today }) {
  const { say } = useWords(words)
  if (duplicates + conflicts === 0) return null
  return (
    <section className={styles.group} aria-labelledby="look-at">
      <h2 id="look-at">{say('look_at')}</h2>
      <ul className={styles.list}>
        {conflicts > 0 ? (
          <li className={styles.row}>
            <span className={styles.said}>{say('conflicts', { count: conflicts })}</span>
            <Button variant="light" renderRoot={(props) => <Link to="/settings/not-taken" {...props} />}>
              {say('see')}
            </Button>
          </li>
        ) : null}
        {duplicates > 0 ? (
          <li className={styles.row}>
            <span className={styles.said}>{say('duplicates', { count: duplicates })}</span>
            <Button variant="light" renderRoot={(props) => <Link to="/customers/duplicates" {...props} />}>
              {say('see')}
            </Button>
          </li>
        ) : null}
      </ul>
    </section>
  )
}
