import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import styles from './list.module.css'
import { useWords } from './words.tsx'

/** Something that is shown once: told so, and copied with one tap. */
export function Secret({ lead, children }: { lead: string; children: string }) {
  const { say } = useWords()
  const [copied, setCopied] = useState(false)
  const Icon = copied ? IconCheck : IconCopy
  return (
    <div className={styles.sheet} role="status">
      {lead}
      <code className={styles.secret}>{children}</code>
      <Button
        variant="light"
        leftSection={<Icon size={18} stroke={1.75} aria-hidden="true" />}
        onClick={() => navigator.clipboard?.writeText(children).then(() => setCopied(true))}
      >
        {say(copied ? 'copied' : 'copy')}
      </Button>
    </div>
  )
}
