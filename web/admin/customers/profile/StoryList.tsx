import type { StoryEntry } from '../../../api/stories.ts'
import { useFormats } from '../../../ui/format.ts'
import { useWords } from '../../../ui/words.tsx'
import { useProgrammeNames } from '../useProgrammeNames.ts'
import { words } from '../words/words.ts'
import styles from './profile.module.css'
import { telling } from './telling.ts'

/** Entries of a story, one below the other, the newest on top. */
export function StoryList({ entries }: { entries: readonly StoryEntry[] }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const { tierName } = useProgrammeNames()
  return (
    <ol className={styles.story}>
      {entries.map((entry) => {
        const { Icon, tone, title, chips, more } = telling(entry, say, formats, tierName)
        return (
          <li key={entry.id} className={styles.entry} data-tone={tone}>
            <span className={styles.sign}>
              <Icon size={18} stroke={1.75} aria-hidden="true" />
            </span>
            <div className={styles.told}>
              <span>
                <b>{title}</b>{' '}
                {chips.map((chip) => (
                  <span key={chip} className={styles.chip}>
                    {chip}
                  </span>
                ))}
              </span>
              {more ? <small>{more}</small> : null}
            </div>
            <time dateTime={entry.at}>{formats.moment(entry.at)}</time>
          </li>
        )
      })}
    </ol>
  )
}
