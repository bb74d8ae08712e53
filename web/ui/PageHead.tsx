import type { ReactNode } from 'react'
import { useEffect } from 'react'
import styles from './page.module.css'

interface Props {
  /** A sentence, where one can be said: "Eight people to think of." */
  title: string
  lead?: ReactNode
  /** Where one came from. */
  above?: ReactNode
  /** At most one main action, and what stands beside it. */
  actions?: ReactNode
}

/** The head of a page of the back office; its title is the window's, too. */
export function PageHead({ title, lead, above, actions }: Props) {
  useEffect(() => {
    document.title = `${title} · Regulars`
  }, [title])
  return (
    <header className={styles.head}>
      <div>
        {above ? <div className={styles.above}>{above}</div> : null}
        <h1>{title}</h1>
        {lead ? <p>{lead}</p> : null}
      </div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </header>
  )
}
