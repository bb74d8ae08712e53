import { IconBackspace } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useWords } from '../../ui/words.tsx'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

/** Digits under the thumb. `corner` stands beside the 0; without it, 00, and with `plus` a key that adds. */
export function Keys({
  onKey,
  corner,
  plus,
  tall,
}: {
  onKey(key: string): void
  corner?: ReactNode
  plus?: boolean
  tall?: boolean
}) {
  const { say } = useWords(words)
  const key = (digit: string) => (
    <button key={digit} type="button" className={styles.key} onClick={() => onKey(digit)}>
      {digit}
    </button>
  )
  return (
    // A tap leaves the focus where it was, so that Enter goes on meaning "done" and not the digit tapped last.
    <div
      className={styles.keys}
      data-tall={tall || undefined}
      onPointerDown={(event) => event.preventDefault()}
    >
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(key)}
      {corner ??
        (plus ? (
          <div className={styles.twoKeys}>
            {key('00')}
            <button
              type="button"
              className={styles.key}
              onClick={() => onKey('+')}
              aria-label={say('keys.plus')}
            >
              +
            </button>
          </div>
        ) : (
          key('00')
        ))}
      {key('0')}
      <button
        type="button"
        className={styles.plainKey}
        onClick={() => onKey('Backspace')}
        aria-label={say('keys.back')}
      >
        <IconBackspace size={24} stroke={1.75} aria-hidden="true" />
      </button>
    </div>
  )
}
