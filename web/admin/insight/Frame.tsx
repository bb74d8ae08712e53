import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PageHead } from '../../ui/PageHead.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import styles from './insight.module.css'
import { words } from './words/words.ts'

const pages = [
  ['/insight', 'tab.overview'],
  ['/insight/retention', 'tab.retention'],
  ['/insight/value', 'tab.value'],
  ['/insight/ladder', 'tab.ladder'],
  ['/insight/money', 'tab.money'],
  ['/insight/simulator', 'tab.simulator'],
  ['/insight/campaign', 'tab.campaign'],
] as const

interface Props {
  title: string
  lead?: ReactNode
  error?: unknown
  children?: ReactNode
}

/** A page of insight: the sentence that matters, the other pages, and what it rests on. */
export function Frame({ title, lead, error, children }: Props) {
  const { say } = useWords(words)
  return (
    <>
      <PageHead title={title} lead={lead} />
      <nav className={styles.tabs} aria-label={say('tabs')}>
        {pages.map(([to, word]) => (
          <Link key={to} to={to} activeOptions={{ exact: true }}>
            {say(word)}
          </Link>
        ))}
      </nav>
      <Fault error={error} />
      {children}
    </>
  )
}
