import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useState } from 'react'
import { type Today, today } from '../../api/today.ts'
import { useFormats } from '../../ui/format.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useWords, type Word } from '../../ui/words.tsx'
import { useRowKeys } from '../customers/useRowKeys.ts'
import { useSelf } from '../seat.ts'
import { FirstSteps } from './FirstSteps.tsx'
import styles from './home.module.css'
import { PasskeyHint } from './PasskeyHint.tsx'
import { PersonRow } from './PersonRow.tsx'
import { groups, yesterdayOf } from './saying.ts'
import { ToLookAt } from './ToLookAt.tsx'
import { keyOf, useSeeing } from './useSeeing.ts'
import { words } from './words/words.ts'

const PersonPanel = lazy(() => import('./PersonPanel.tsx').then((file) => ({ default: file.PersonPanel })))

/** The morning's list: whom to think of, why, and what can be done about it at once. */
export function HomePage() {
  const { say } = useWords(words)
  const formats = useFormats()
  const { person } = useSelf()
  const { data, error } = useQuery(today)
  const [looked, setLooked] = useState<string>()
  const see = useSeeing()
  const people = (data?.people ?? []).filter(({ seen }) => !seen)
  const shown = groups
    .map(({ name, reasons }) => ({
      name,
      people: people.filter(({ reason }) => reasons.some((one) => one === reason)),
    }))
    .filter((group) => group.people.length > 0)
  const flat = shown.flatMap((group) => group.people)
  const at = flat.findIndex((one) => keyOf(one) === looked)
  const move = useCallback((to: number) => setLooked(flat[to] && keyOf(flat[to])), [flat])
  useRowKeys({ count: flat.length, at, onMove: move, onOpen: move, onPreview: move })
  const hello = say(greeting(new Date().getHours()), { name: person.name })
  const count = flat.length === 0 ? say('nobody') : say('think_of', { count: flat.length })
  return (
    <div className={styles.page} data-panel={flat[at] ? true : undefined}>
      <div className={styles.main}>
        <PageHead
          above={data ? formats.day(data.day) : ' '}
          title={data && !data.steps ? `${hello} ${count}` : hello}
          lead={data ? yesterdayOf(data, say, formats) : undefined}
        />
        <Fault error={error} />
        {data?.steps ? <FirstSteps steps={data.steps} /> : null}
        {shown.map(({ name, people: inGroup }) => (
          <section key={name} className={styles.group} aria-labelledby={`group-${name}`}>
            <h2 id={`group-${name}`}>
              {say(`group.${name}`)}{' '}
              <small>{say(`group.${name}.lead`, { amount: formats.money(data!.thankFromMinor) })}</small>
            </h2>
            <ul className={styles.list}>
              {inGroup.map((one) => (
                <PersonRow
                  key={keyOf(one)}
                  one={one}
                  looked={keyOf(one) === looked}
                  onLook={() => setLooked(keyOf(one))}
                  onSeen={() => see(one)}
                />
              ))}
            </ul>
            {name === 'slipping' ? <AllSlipping {...data!.slipping} named={inGroup.length} /> : null}
          </section>
        ))}
        {data ? <ToLookAt today={data} /> : null}
        {/* Below the list: shown before it, the hint would be pushed down by it. */}
        {data ? <PasskeyHint /> : null}
      </div>
      {flat[at] ? (
        <Suspense>
          <PersonPanel
            key={keyOf(flat[at])}
            one={flat[at]}
            onClose={() => setLooked(undefined)}
            onSeen={() => see(flat[at]!)}
          />
        </Suspense>
      ) : null}
    </div>
  )
}

/** Where more are slipping than the morning's list names: how many, and the way to all of them. */
function AllSlipping({ customers, yearMinor, named }: Today['slipping'] & { named: number }) {
  const { say } = useWords(words)
  const { money } = useFormats()
  if (yearMinor === null || customers <= named) return null
  return (
    <Link className={styles.all} to="/insight/people" search={{ kind: 'slipping', cell: 'yes' }}>
      {say('slipping.all', { count: customers, amount: money(yearMinor) })}
    </Link>
  )
}

function greeting(hour: number): Word {
  if (hour >= 4 && hour < 11) return 'home.morning'
  return hour >= 11 && hour < 18 ? 'home.day' : 'home.evening'
}
