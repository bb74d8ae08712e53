import { useWords } from '../../ui/words.tsx'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

const keys = [
  ['0–9', 'shortcut.digits'],
  ['/', 'shortcut.name'],
  ['Enter', 'shortcut.enter'],
  ['+', 'shortcut.plus'],
  ['Esc', 'shortcut.escape'],
  ['Ctrl Z', 'shortcut.undo'],
] as const

/** What a keyboard does here; shown where there is one, in the room that a desk has. */
export function Shortcuts() {
  const { say } = useWords(words)
  return (
    <section className={styles.shortcuts} aria-label={say('shortcuts')}>
      <h2>{say('shortcuts')}</h2>
      <dl>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(does)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
