import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../../api/api.ts'
import { type Import, importsMade } from '../../api/settings.ts'
import { useFormats } from '../../ui/format.ts'
import list from '../../ui/list.module.css'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { ErrandState } from '../settings/ErrandState.tsx'
import { ErrorsButton } from './ReportOf.tsx'
import { countsOf } from './telling.ts'
import { words } from './words/words.ts'

const WEEK_MS = 7 * 86_400_000

/** An import of before: what it was, what became of it, and the way to run the same file again. */
export function ImportRow({ one }: { one: Import }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const queries = useQueryClient()
  const stop = useMutation({
    mutationFn: () => ask('POST', `/api/v1/imports/${one.id}/cancel`),
    onSuccess: () => queries.invalidateQueries(importsMade),
  })
  const { fileName, kind, dryRun, askedAt, file } = one
  const there = file && Date.now() - Date.parse(askedAt) < WEEK_MS
  const notes = [say(`kind.${kind}`), dryRun && say('row.tried'), formats.moment(askedAt)]
  return (
    <li className={list.row}>
      <div className={list.what}>
        <b>{fileName}</b>
        <small>{notes.filter(Boolean).join(' · ')}</small>
        {one.state === 'done' ? <small>{countsOf(one, say)}</small> : null}
      </div>
      <ErrandState errand={one} onStop={() => stop.mutate()} />
      <div className={list.acts}>
        {one.errors ? <ErrorsButton id={one.id} /> : null}
        {there ? (
          <Button
            variant="light"
            renderRoot={(props) => <Link to="/settings/imports" search={{ file, kind }} {...props} />}
            aria-label={say('row.again_of', { file: fileName })}
          >
            {say('row.again')}
          </Button>
        ) : null}
      </div>
      <Fault error={stop.error} />
    </li>
  )
}
