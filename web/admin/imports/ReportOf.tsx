import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { Import } from '../../api/settings.ts'
import { Done } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { ErrandState } from '../settings/ErrandState.tsx'
import styles from './imports.module.css'
import { countsOf, leftOutOf } from './telling.ts'
import { words } from './words/words.ts'

interface Props {
  one: Import
  onStop(): void
}

/** What a try found, or what an import brought: counts, and what was left out and why. */
export function ReportOf({ one, onStop }: Props) {
  const { say } = useWords(words)
  const { state, dryRun, report } = one
  if (state !== 'done' || !report) return <ErrandState errand={one} onStop={onStop} />
  const left = leftOutOf(report, say)
  return (
    <div className={styles.report}>
      <Done>{`${say(dryRun ? 'report.tried' : 'report.done')} ${countsOf(one, say)}`}</Done>
      {left.length > 0 ? (
        <>
          <p>{say('report.left_out')}</p>
          <ul>
            {left.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      ) : null}
      {one.errors ? <ErrorsButton id={one.id} /> : null}
    </div>
  )
}

export function ErrorsButton({ id }: { id: string }) {
  const { say } = useWords(words)
  return (
    <Button
      component="a"
      href={`/api/v1/imports/${id}/errors`}
      download
      variant="default"
      leftSection={<IconDownload size={18} stroke={1.75} aria-hidden="true" />}
    >
      {say('report.errors')}
    </Button>
  )
}
