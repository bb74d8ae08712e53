import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PageHead } from '../../ui/PageHead.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { Filters } from './Filters.tsx'
import styles from './insight.module.css'
import { useWish } from './wish.ts'
import { words } from './words/words.ts'

/** The pages, and whether they can be asked of some people only: the filter goes along between those. */
const pages = [
  ['/insight', 'tab.overview', true],
  ['/insight/retention', 'tab.retention', true],
  ['/insight/value', 'tab.value', true],
  ['/insight/ladder', 'tab.ladder', true],
  ['/insight/money', 'tab.money', false],
  ['/insight/simulator', 'tab.simulator', false],
  ['/insight/campaign', 'tab.campaign', false],
] as const

interface Props {
  title: string
  lead?: ReactNode
  error?: unknown
  /** Whether it can be asked of some people: as of now, or also until an earlier month. */
  filter?: 'now' | 'overTime'
  children?: ReactNode
}

/** A page of insight: the sentence that matters, the other pages, and what it rests on. */
export function Frame({ title, lead, error, filter, children }: Props) {
  const wish = useWish()
  const { say } = useWords(words)
  return (
    <>
      <PageHead title={title} lead={lead} />
      <nav className={styles.tabs} aria-label={say('tabs')}>
        {pages.map(([to, word, filtered]) => (
          <Link
            key={to}
            to={to}
            search={(filtered ? wish : {}) as never}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {say(word)}
          </Link>
        ))}
      </nav>
      {filter ? <Filters overTime={filter === 'overTime'} /> : null}
      <Fault error={error} />
      {children}
    </>
  )
}
