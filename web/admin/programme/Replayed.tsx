import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useContext } from 'react'
import { ask } from '../../api/api.ts'
import { useFormats } from '../../ui/format.ts'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { useSelf } from '../seat.ts'
import { type Programme, same } from './document.ts'
import { Editing } from './editing.ts'
import styles from './programme.module.css'
import type { Editor } from './useProgramme.ts'
import { words } from './words/words.ts'

interface Replay {
  period: { from: string; until: string }
  customers: number
  reached: number
  purchases: number
  salesMinor: number
  everyCustomer: number
  points: number
  stamps: Record<string, number>
  prizes: { card: string; at: number; name: unknown; given: number }[]
  costMinor: number
  prizesUnpriced: number
  shareOfSales: number | null
  top: { customerId: string; name: string | null; costMinor: number; points: number; salesMinor: number }[]
}

interface Played {
  document: Programme
  mine: Replay
  inForce: Replay
}

/** What last month's purchases would have earned by the draft, beside what the version in force gives for them. */
export function Replayed({ editor }: { editor: Editor }) {
  const { say } = useWords(words)
  const { may } = useSelf()
  const { programme } = useContext(Editing)
  const play = useMutation({
    async mutationFn(document: Programme): Promise<Played> {
      const replay = (one: Programme) => ask<Replay>('POST', '/api/v1/programme/replay', { document: one })
      const mine = await replay(document)
      return { document, mine, inForce: editor.changed ? await replay(editor.inForce!.document) : mine }
    },
  })
  if (!may('insights:read')) return null
  const { data } = play
  const stale = data !== undefined && !same(data.document, programme)
  return (
    <section className={styles.replay} aria-label={say('replay')}>
      <h2>{say('replay')}</h2>
      {data ? (
        <Figures played={data} compared={!same(data.document, editor.inForce!.document)} />
      ) : (
        <p>{say('replay.lead')}</p>
      )}
      {stale ? <p className={styles.concern}>{say('replay.stale')}</p> : null}
      <Fault error={play.error} />
      {data && !stale ? null : (
        <Button
          variant="light"
          loading={play.isPending}
          disabled={editor.refused !== null}
          onClick={() => play.mutate(programme)}
        >
          {say(data ? 'replay.again' : 'replay.do')}
        </Button>
      )}
    </section>
  )
}

function Figures({ played: { mine, inForce }, compared }: { played: Played; compared: boolean }) {
  const { say } = useWords(words)
  const { number, money, percent, day } = useFormats()
  const { nameOf } = useContext(Editing)
  if (mine.purchases === 0) return <p>{say('replay.nothing')}</p>
  const stampsIn = ({ stamps }: Replay) => Object.values(stamps).reduce((sum, one) => sum + one, 0)
  const prizesIn = ({ prizes }: Replay) => prizes.reduce((sum, one) => sum + one.given, 0)
  const share = (of: Replay) => (of.shareOfSales === null ? '–' : percent(of.shareOfSales))
  const rows: [string, string, string][] = [
    [say('replay.reached'), number(mine.reached), number(inForce.reached)],
    [say('replay.points'), number(mine.points), number(inForce.points)],
    [say('replay.stamps'), number(stampsIn(mine)), number(stampsIn(inForce))],
    [say('replay.prizes'), number(prizesIn(mine)), number(prizesIn(inForce))],
    [say('replay.cost'), money(mine.costMinor), money(inForce.costMinor)],
    [say('replay.share'), share(mine), share(inForce)],
  ]
  const { from, until } = mine.period
  return (
    <>
      <p>
        {say('replay.sentence', {
          ...{ from: day(from), until: day(until), customers: mine.customers, reached: mine.reached },
          ...{ cost: money(mine.costMinor), sales: money(mine.salesMinor) },
        })}
      </p>
      <table className={styles.figures}>
        <thead>
          <tr>
            <td />
            <th scope="col">{say(compared ? 'replay.mine' : 'replay.in_force')}</th>
            {compared ? <th scope="col">{say('replay.in_force')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, own, other]) => (
            <tr key={label} data-differs={(compared && own !== other) || undefined}>
              <th scope="row">{label}</th>
              <td>{own}</td>
              {compared ? <td>{other}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
      {mine.prizes.map((prize) => (
        <p key={`${prize.card} ${prize.at}`} className={styles.caption}>
          {say('replay.prize', { prize: nameOf({ id: prize.card, name: prize.name }), count: prize.given })}
        </p>
      ))}
      {mine.prizesUnpriced > 0 ? (
        <p className={styles.caption}>{say('replay.unpriced', { count: mine.prizesUnpriced })}</p>
      ) : null}
      {mine.everyCustomer > 1 ? (
        <p className={styles.caption}>{say('replay.sample', { every: mine.everyCustomer })}</p>
      ) : null}
      {mine.top.length > 0 ? <Top top={mine.top} /> : null}
    </>
  )
}

function Top({ top }: { top: Replay['top'] }) {
  const { say } = useWords(words)
  const { money } = useFormats()
  return (
    <>
      <h3>{say('replay.top')}</h3>
      <ol className={styles.top}>
        {top.slice(0, 10).map(({ customerId, name, costMinor, salesMinor }) => (
          <li key={customerId}>
            <Link to={`/customers/${customerId}` as string}>{name || say('nameless')}</Link>
            <span>{say('replay.top_cost', { cost: money(costMinor), sales: money(salesMinor) })}</span>
          </li>
        ))}
      </ol>
    </>
  )
}
