import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../../api/api.ts'
import { locations, type SharedTill, sharedTills } from '../../../api/settings.ts'
import { Ending } from '../../../ui/Ending.tsx'
import { useFormats } from '../../../ui/format.ts'
import list from '../../../ui/list.module.css'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import styles from '../settings.module.css'
import { words } from '../words/words.ts'

/** The tablets that stand in the shop. One that was lost or sold is ended here. */
export function SharedTills() {
  const { say } = useWords(words)
  const { data, error } = useQuery(sharedTills)
  return (
    <section className={`${list.section} ${styles.below}`} aria-labelledby="tills">
      <h2 id="tills">{say('tills')}</h2>
      <Fault error={error} />
      {data ? (
        <ul className={list.panel}>
          {data.map((till) => (
            <TillRow key={till.id} till={till} />
          ))}
          {data.length === 0 ? <li className={list.empty}>{say('tills.none')}</li> : null}
        </ul>
      ) : null}
    </section>
  )
}

function TillRow({ till: { id, name, locationId, openedAt, seenOn } }: { till: SharedTill }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const queries = useQueryClient()
  const { data: places } = useQuery(locations)
  const place = places?.find((one) => one.id === locationId)?.name
  const end = useMutation({
    mutationFn: () => ask('DELETE', `/api/v1/counter/tills/${id}`),
    onSuccess: () => queries.invalidateQueries(sharedTills),
  })
  const last = seenOn ? say('tills.seen', { day: formats.near(seenOn) }) : ''
  return (
    <li className={list.row}>
      <div className={list.what}>
        <b>{name}</b>
        <small>
          {[place, say('tills.since', { day: formats.day(openedAt) }), last].filter(Boolean).join(' · ')}
        </small>
      </div>
      <Ending
        label={say('tills.end', { name })}
        meaning={say('tills.end.means')}
        pending={end.isPending}
        onEnd={() => end.mutate()}
      />
      <Fault error={end.error} />
    </li>
  )
}
