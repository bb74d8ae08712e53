import { useEffect, useState } from 'react'
import { useWords } from '../../ui/words.tsx'
import styles from './customers.module.css'

const PATIENCE_MS = 300

/** What stands where something is being fetched, once it takes longer than a glance. */
export function Waiting({ rows = 3 }: { rows?: number }) {
  const { say } = useWords()
  const [long, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!long) return null
  return (
    <div className={styles.fields} role="status" aria-label={say('loading')}>
      {[...Array(rows).keys()].map((row) => (
        <div key={row} className={styles.skeleton} />
      ))}
    </div>
  )
}
