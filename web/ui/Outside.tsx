import type { ReactNode } from 'react'
import styles from './frame.module.css'
import { LanguageMenu } from './LanguageMenu.tsx'
import { Tally } from './Tally.tsx'

/** The frame of the pages before one is in: sign, language, one column with one thing to do. */
export function Outside({
  title,
  lead,
  children,
}: {
  title: string
  lead?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className={styles.outside}>
      <header className={styles.outsideHead}>
        <span className={styles.brand}>
          <Tally />
          Regulars
        </span>
        <LanguageMenu />
      </header>
      <main className={styles.column}>
        <h1 className={styles.title}>{title}</h1>
        {lead ? <p className={styles.lead}>{lead}</p> : null}
        {children}
      </main>
    </div>
  )
}
