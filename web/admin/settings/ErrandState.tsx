import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Errand } from '../../api/settings.ts'
import { useWords } from '../../ui/words.tsx'
import styles from './settings.module.css'
import { words } from './words/words.ts'

interface Props {
  errand: Errand
  onStop(): void
  /** What there is once it is done. */
  children?: ReactNode
}

const phases: Record<string, 'errand.reading' | 'errand.writing' | 'errand.settling'> = {
  reading: 'errand.reading',
  'ringing up': 'errand.writing',
  writing: 'errand.writing',
  settling: 'errand.settling',
}

/** How far something is that takes a while, and the way to stop it. */
export function ErrandState({ errand, onStop, children }: Props) {
  const { say } = useWords(words)
  const { state, done, total, phase, cancelling, stalled, problem } = errand
  if (state === 'done') return <>{children}</>
  if (state === 'cancelled') return <small>{say('errand.cancelled')}</small>
  if (state === 'failed') return <small className={styles.failed}>{problem?.detail}</small>
  const saying = cancelling
    ? say('errand.stopping')
    : stalled
      ? say('errand.stalled')
      : say(phase ? (phases[phase] ?? 'errand.running') : 'errand.waiting')
  return (
    <div className={styles.errand}>
      <span role="status">{saying}</span>
      <progress
        aria-label={saying}
        max={Math.max(1, total)}
        {...(total > 0 ? { value: Math.min(done, total) } : {})}
      />
      {cancelling ? null : (
        <Button variant="default" onClick={onStop}>
          {say('errand.stop')}
        </Button>
      )}
    </div>
  )
}
