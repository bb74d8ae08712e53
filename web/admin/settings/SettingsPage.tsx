import { IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { PageHead } from '../../ui/PageHead.tsx'
import { useWords } from '../../ui/words.tsx'
import { useSelf } from '../seat.ts'
import { sections } from './sections.ts'
import styles from './settings.module.css'
import { words } from './words/words.ts'

/** What there is to set, each with what it is for. */
export function SettingsPage() {
  const { say } = useWords(words)
  const { may } = useSelf()
  return (
    <>
      <PageHead title={say('settings.title')} />
      <ul className={styles.sections}>
        {sections
          .filter(({ scope }) => !scope || may(scope))
          .map(({ to, word, lead, Icon }) => (
            <li key={to}>
              <Link to={to} className={styles.section}>
                <Icon size={24} stroke={1.75} aria-hidden="true" />
                <span>
                  <b>{say(word)}</b>
                  <small>{say(lead)}</small>
                </span>
                <IconChevronRight size={20} stroke={1.75} aria-hidden="true" />
              </Link>
            </li>
          ))}
      </ul>
    </>
  )
}
