import { Button } from '@mantine/core'
import { useState } from 'react'
import styles from './list.module.css'
import { useWords } from './words.tsx'

interface Props {
  /** What the button says it will do. */
  label: string
  /** What that means, before it is done: it can't be undone. */
  meaning: string
  pending: boolean
  onEnd(): void
}

/** An end that can't be taken back: the first tap says what it means, the second does it. */
export function Ending({ label, meaning, pending, onEnd }: Props) {
  const { say } = useWords()
  const [asking, setAsking] = useState(false)
  if (!asking) {
    return (
      <Button variant="default" onClick={() => setAsking(true)}>
        {label}
      </Button>
    )
  }
  return (
    <fieldset className={styles.acts} aria-label={meaning}>
      <small>{meaning}</small>
      <Button variant="default" loading={pending} onClick={onEnd} autoFocus>
        {label}
      </Button>
      <Button variant="light" onClick={() => setAsking(false)}>
        {say('keep')}
      </Button>
    </fieldset>
  )
}
