import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PageHead } from '../../ui/PageHead.tsx'
import { useWords } from '../../ui/words.tsx'
import styles from './settings.module.css'

interface Props {
  title: string
  lead?: ReactNode
  actions?: ReactNode
}

/** The head of a page of the settings, with the way back to them. */
export function SettingsHead({ title, lead, actions }: Props) {
  const { say } = useWords()
  return (
    <PageHead
      above={
        <Link to="/settings" className={styles.above}>
          ← {say('nav.settings')}
        </Link>
      }
      title={title}
      lead={lead}
      actions={actions}
    />
  )
}
