import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Problem } from '../api/api.ts'
import styles from './form.module.css'
import { useWords } from './words.tsx'

/** What went wrong, in the words of whoever knows it. Nothing when nothing did, or when the fields tell it. */
export function Fault({ error, fields = [] }: { error: unknown; fields?: string[] }) {
  const { say } = useWords()
  if (!error) return null
  if (error instanceof Problem && error.faults.some(({ field }) => fields.includes(field))) return null
  return (
    <p className={styles.fault} role="alert">
      <IconAlertCircle size={20} stroke={1.75} aria-hidden="true" />
      <span>{faultText(error, say)}</span>
    </p>
  )
}

/** An error as a sentence. */
export function faultText(error: unknown, say: ReturnType<typeof useWords>['say']): string {
  if (!(error instanceof Problem)) return say(isMissingFile(error) ? 'offline' : 'broken')
  if (error.code === 'offline') return say('offline')
  return error.code === 'internal' || !error.message ? say('broken') : error.message
}

/** A page's own file that did not come, as each browser says it. */
function isMissingFile(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|Importing a module/.test(error.message)
}

/** What went well, in place. */
export function Done({ children }: { children: ReactNode }) {
  return (
    <p className={styles.told} role="status">
      <IconCircleCheck size={20} stroke={1.75} aria-hidden="true" />
      <span>{children}</span>
    </p>
  )
}
