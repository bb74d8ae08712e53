import { IconHome, IconKey, IconUser, IconUsers } from '@tabler/icons-react'
import { Link, Outlet } from '@tanstack/react-router'
import { Tally } from '../ui/Tally.tsx'
import { useWords, type Word } from '../ui/words.tsx'
import styles from './inside.module.css'
import { useSelf } from './seat.ts'

interface Place {
  to: '/' | '/staff' | '/keys' | '/me'
  word: Word
  Icon: typeof IconHome
  scope?: string
}
const places: Place[] = [
  { to: '/', word: 'nav.home', Icon: IconHome },
  { to: '/staff', word: 'nav.staff', Icon: IconUsers, scope: 'staff:read' },
  { to: '/keys', word: 'nav.keys', Icon: IconKey, scope: 'keys:write' },
  { to: '/me', word: 'nav.me', Icon: IconUser },
]

/** The frame of the back office: whose shop it is, where one can go, and the page itself. */
export function Inside() {
  const { say } = useWords()
  const { seat, may } = useSelf()
  return (
    <div className={styles.inside}>
      <header className={styles.whose}>
        <Tally />
        <span>{seat?.business ?? 'Regulars'}</span>
      </header>
      <nav className={styles.rail} aria-label="Regulars">
        {places
          .filter(({ scope }) => !scope || may(scope))
          .map(({ to, word, Icon }) => (
            <Link key={to} to={to} className={styles.place} activeOptions={{ exact: true }}>
              <Icon size={20} stroke={1.75} aria-hidden="true" />
              <span>{say(word)}</span>
            </Link>
          ))}
      </nav>
      <main className={styles.page}>
        <Outlet />
      </main>
    </div>
  )
}
