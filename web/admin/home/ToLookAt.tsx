import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Today } from '../../api/today.ts'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import styles from './home.module.css'
import { words } from './words/words.ts'

/** What is about no one person: a certificate that ends, pairs who may be one, sales that a counter could not bring in. */
export function ToLookAt({ today: { duplicates, conflicts, upkeep } }: { today: Today }) {
  const { say } = useWords(words)
  const { day } = useFormats()
  if (duplicates + conflicts + upkeep.length === 0) return null
  return (
    <section className={styles.group} aria-labelledby="look-at">
      <h2 id="look-at">{say('look_at')}</h2>
      <ul className={styles.list}>
        {upkeep.map(({ what, state, at }) => (
          <li key={what} className={styles.row}>
            <span className={styles.said}>
              {say(`wallet.${state}`, {
                wallet: what === 'apple_wallet' ? 'Apple Wallet' : 'Google Wallet',
                day: at ? day(at) : '',
              })}
            </span>
            <Button variant="light" renderRoot={(props) => <Link to="/settings/wallet" {...props} />}>
              {say('see')}
            </Button>
          </li>
        ))}
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
