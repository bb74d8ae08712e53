import { Button, Radio } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ask } from '../../../api/api.ts'
import { type Export, exportsMade } from '../../../api/settings.ts'
import form from '../../../ui/form.module.css'
import { useFormats } from '../../../ui/format.ts'
import { useIntent } from '../../../ui/intent.ts'
import list from '../../../ui/list.module.css'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { ErrandState } from '../ErrandState.tsx'
import { SettingsHead } from '../SettingsHead.tsx'
import { words } from '../words/words.ts'

const parts = ['everything', 'customers', 'purchases', 'products', 'ledger'] as const

/** The books as tables that any program opens, to take along. */
export function ExportsPage() {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const intent = useIntent()
  const { data, error } = useQuery(exportsMade)
  const [what, setWhat] = useState<Export['what']>('everything')
  const make = useMutation({
    mutationFn: () => ask('POST', '/api/v1/exports', { what }, intent.keyFor({ what })),
    onSuccess: async () => {
      intent.done()
      await queries.invalidateQueries(exportsMade)
    },
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    make.mutate()
  }
  return (
    <>
      <SettingsHead title={say('settings.exports')} lead={say('settings.exports.lead')} />
      <form className={`${list.sheet} ${form.form}`} onSubmit={submit}>
        <Radio.Group
          label={say('exports.what')}
          value={what}
          onChange={(value) => setWhat(value as Export['what'])}
        >
          {parts.map((value) => (
            <Radio
              key={value}
              mt="sm"
              value={value}
              label={say(`exports.${value}`)}
              description={say(`exports.${value}.lead`)}
            />
          ))}
        </Radio.Group>
        <Fault error={make.error ?? error} />
        <div>
          <Button type="submit" loading={make.isPending}>
            {say('exports.make')}
          </Button>
        </div>
      </form>
      {data && data.length > 0 ? (
        <section className={list.section} aria-labelledby="exports-made">
          <h2 id="exports-made">{say('exports.made')}</h2>
          <ul className={list.panel}>
            {data.map((one) => (
              <ExportRow key={one.id} one={one} />
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}

function ExportRow({ one }: { one: Export }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const queries = useQueryClient()
  const stop = useMutation({
    mutationFn: () => ask('POST', `/api/v1/exports/${one.id}/cancel`),
    onSuccess: () => queries.invalidateQueries(exportsMade),
  })
  const kept = one.keptUntil && new Date(one.keptUntil) > new Date()
  return (
    <li className={list.row}>
      <div className={list.what}>
        <b>{say(`exports.${one.what}`)}</b>
        <small>
          {formats.moment(one.askedAt)}
          {one.rows === null ? '' : ` · ${say('exports.rows', { rows: one.rows })}`}
        </small>
      </div>
      <ErrandState errand={one} onStop={() => stop.mutate()}>
        {kept ? (
          <Button
            component="a"
            href={`/api/v1/exports/${one.id}/file`}
            download
            variant="light"
            leftSection={<IconDownload size={18} stroke={1.75} aria-hidden="true" />}
          >
            {say('exports.fetch', { until: formats.moment(one.keptUntil!) })}
          </Button>
        ) : (
          <small>{say('exports.gone')}</small>
        )}
      </ErrandState>
      <Fault error={stop.error} />
    </li>
  )
}
