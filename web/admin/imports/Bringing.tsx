import { Button, Select } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../api/api.ts'
import { type Import, type ImportKind, importsMade, type Look, lookAt } from '../../api/settings.ts'
import { useIntent } from '../../ui/intent.ts'
import list from '../../ui/list.module.css'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import styles from './imports.module.css'
import { MappingFields } from './MappingFields.tsx'
import { documentOf, firstMapping, missingIn, samplesOf } from './mapping.ts'
import { ReportOf } from './ReportOf.tsx'
import { words } from './words/words.ts'

interface Props {
  file: string
  kind: ImportKind
}

/** A file that was uploaded: how it is read, a try that writes nothing, then the real thing. */
export function Bringing({ file, kind }: Props) {
  const { say } = useWords(words)
  const { data, error } = useQuery(lookAt(file, kind))
  return (
    <>
      <Fault error={error} />
      {data ? <Reading look={data} kind={kind} /> : null}
      {error ? (
        <Link to="/settings/imports" search={{}}>
          {say('bring.other')}
        </Link>
      ) : null}
    </>
  )
}

const OWN = ' own'

function Reading({ look, kind }: { look: Look; kind: ImportKind }) {
  const { say } = useWords(words)
  const { recognised, kept, file } = look
  const [chosen, setChosen] = useState(recognised?.name ?? kept[0]?.name ?? OWN)
  const [mapping, setMapping] = useState(() => firstMapping(look))
  const own = chosen === OWN
  const missing = own ? missingIn(kind, mapping) : null
  const map = own ? documentOf(kind, mapping) : chosen
  const [tried, run] = [useErrand(), useErrand()]
  const wish = { file: file.id, kind, map }
  // What was tried by another map says nothing about this one.
  const right = tried.wish === JSON.stringify(wish) ? tried.errand : undefined
  const ready = [...(recognised ? [recognised] : []), ...kept]
  return (
    <section className={`${list.sheet} ${styles.bringing}`} aria-labelledby="bringing">
      <div className={styles.head}>
        <h2 id="bringing">{say('bring.title', { file: file.name })}</h2>
        <Link to="/settings/imports" search={{}}>
          {say('bring.other')}
        </Link>
      </div>
      {ready.length > 0 ? (
        <Select
          label={say('bring.map')}
          description={recognised && chosen === recognised.name ? say('bring.recognised') : undefined}
          data={[
            ...ready.map(({ name }) => ({ value: name, label: name })),
            { value: OWN, label: say('bring.own') },
          ]}
          value={chosen}
          onChange={(value) => value && setChosen(value)}
        />
      ) : null}
      {own ? (
        <MappingFields look={look} kind={kind} mapping={mapping} onChange={setMapping} />
      ) : (
        <Samples look={look} />
      )}
      {missing ? <p className={styles.missing}>{say(`missing.${missing}`)}</p> : null}
      <Fault error={tried.error ?? run.error} />
      {right ? <ReportOf one={right} onStop={tried.stop} /> : null}
      {run.errand ? <ReportOf one={run.errand} onStop={run.stop} /> : null}
      {run.errand && isOpen(run.errand) ? null : (
        <div className={list.acts}>
          <Button
            variant={right?.state === 'done' ? 'default' : 'filled'}
            disabled={missing !== null}
            loading={tried.pending}
            onClick={() => tried.ask({ ...wish, dryRun: true }, wish)}
          >
            {say('bring.try')}
          </Button>
          {right?.state === 'done' && !run.errand ? (
            <Button loading={run.pending} onClick={() => run.ask({ ...wish, dryRun: false }, wish)}>
              {say('bring.do')}
            </Button>
          ) : null}
        </div>
      )}
    </section>
  )
}

const isOpen = ({ state }: Import) => state === 'waiting' || state === 'running'

/** One import that was asked for here, followed until it is over. */
function useErrand() {
  const queries = useQueryClient()
  const intent = useIntent()
  const [asked, setAsked] = useState<{ id: string; wish: string }>()
  const { data } = useQuery(importsMade)
  const make = useMutation({
    mutationFn: ({ body }: { body: object; wish: object }) =>
      ask<Import>('POST', '/api/v1/imports', body, intent.keyFor(body)),
    onSuccess: async ({ id }, { wish }) => {
      intent.done()
      setAsked({ id, wish: JSON.stringify(wish) })
      await queries.invalidateQueries(importsMade)
    },
  })
  const stop = useMutation({
    mutationFn: () => ask('POST', `/api/v1/imports/${asked!.id}/cancel`),
    onSuccess: () => queries.invalidateQueries(importsMade),
  })
  return {
    errand: data?.find(({ id }) => id === asked?.id),
    wish: asked?.wish,
    pending: make.isPending,
    error: make.error ?? stop.error,
    ask: (body: object, wish: object) => make.mutate({ body, wish }),
    stop: () => stop.mutate(),
  }
}

function Samples({ look }: { look: Look }) {
  const { say } = useWords(words)
  return (
    <ul className={list.panel} aria-label={say('bring.samples')}>
      {look.headings.map((heading, at) => (
        <li key={`${heading} ${String(at)}`} className={list.row}>
          <div className={list.what}>
            <b>{heading || say('map.nameless', { number: at + 1 })}</b>
            <small>{samplesOf(look, at)}</small>
          </div>
        </li>
      ))}
    </ul>
  )
}
