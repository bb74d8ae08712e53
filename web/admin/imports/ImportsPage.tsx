import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { importsMade } from '../../api/settings.ts'
import list from '../../ui/list.module.css'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { SettingsHead } from '../settings/SettingsHead.tsx'
import { Bringing } from './Bringing.tsx'
import { ImportRow } from './ImportRow.tsx'
import { UploadForm } from './UploadForm.tsx'
import { words } from './words/words.ts'

/** Bringing customers, products and purchases in: a file, which column is what, a try, and the real thing. */
export function ImportsPage() {
  const { say } = useWords(words)
  const { file, kind } = useSearch({ from: '/inside/settings/imports' })
  const { data, error } = useQuery(importsMade)
  return (
    <>
      <SettingsHead title={say('imports.title')} lead={say('imports.lead')} />
      <Fault error={error} />
      {file && kind ? <Bringing key={`${file} ${kind}`} file={file} kind={kind} /> : <UploadForm />}
      {data && data.length > 0 ? (
        <section className={list.section} aria-labelledby="imports-made">
          <h2 id="imports-made">{say('imports.made')}</h2>
          <ul className={list.panel}>
            {data.map((one) => (
              <ImportRow key={one.id} one={one} />
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}
