import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type ContestEntry, type ContestSaid, insightContest, playContest } from '../../../api/insights.ts'
import { useFormats } from '../../../ui/format.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { Bars } from '../charts/Bars.tsx'
import { Chart } from '../charts/Chart.tsx'
import styles from '../insight.module.css'
import { words } from './words/words.ts'

/** Fewer customers, or fewer days of purchases, say nothing: as the server has it. */
const LEAST = { customers: 50, days: 84 }

type Outcome = NonNullable<ContestSaid['outcome']>
type Played = Extract<Outcome, { refused: null }>

/** Which model foretold the shop's own customers best, beside rules without any model. */
export function Contest() {
  const { say } = useWords(words)
  const { data, error } = useQuery(insightContest)
  const queries = useQueryClient()
  const play = useMutation({
    mutationFn: playContest,
    onSuccess: (said) => queries.setQueryData(insightContest.queryKey, said),
  })
  if (!data) return <Fault error={error} />
  const { outcome } = data
  const button = (
    <PlayButton
      playing={data.state === 'playing' || play.isPending}
      again={outcome !== null}
      play={play.mutate}
    />
  )
  if (outcome?.refused === null)
    return (
      <>
        <Fault error={play.error} />
        <Standings played={outcome} playedAt={data.playedAt!} button={button} />
      </>
    )
  return (
    <section className={styles.plain}>
      <h2>{say(outcome ? `title.${outcome.refused}` : 'title.none')}</h2>
      <p>{outcome ? <Why {...outcome} /> : say('sub.none')}</p>
      <Fault error={play.error} />
      {button}
    </section>
  )
}

function Why({ refused, customers, days }: Exclude<Outcome, { refused: null }>) {
  const { say } = useWords(words)
  if (refused === 'too_few') return say('sub.too_few', { least: LEAST.customers, customers })
  return refused === 'too_short' ? say('sub.too_short', { least: LEAST.days, days }) : say('sub.none')
}

function PlayButton({ playing, again, play }: { playing: boolean; again: boolean; play(): void }) {
  const { say } = useWords(words)
  if (playing) return <span role="status">{say('playing')}</span>
  return (
    <Button variant="default" size="sm" onClick={() => play()}>
      {say(again ? 'again' : 'play')}
    </Button>
  )
}

const models: Record<string, string> = {
  ...{ nbd: 'NBD', 'bg-nbd': 'BG/NBD', 'mbg-nbd': 'MBG/NBD', 'pareto-nbd': 'Pareto/NBD' },
  ...{ 'cnbd-k': 'CNBD-k', 'bg-cnbd-k': 'BG/CNBD-k' },
}

function Standings({ played, playedAt, button }: { played: Played; playedAt: string; button: ReactNode }) {
  const { say } = useWords(words)
  const { day, number } = useFormats()
  const { entries, winner, model, cut, until, customers, actual, everyCustomer } = played
  const called = (entrant: string) =>
    models[entrant] ?? say(entrant === 'recency' ? 'rule.recency' : 'rule.own')
  const [first] = entries as [ContestEntry]
  const off = (one: ContestEntry) => number(one.mae, 3)
  const best = entries.find(({ entrant }) => entrant === model)!
  const who = say('sub', {
    ...{ cut: day(cut), until: day(until), customers: number(customers), actual: number(actual) },
  })
  const beaten = first.isNaive
    ? say('sub.rule', { model: called(model), off: off(best), rule: off(first) })
    : ''
  return (
    <Chart
      title={
        first.isNaive
          ? say('title.rule', { rule: called(winner) })
          : say('title.model', { model: called(winner) })
      }
      sub={`${beaten} ${who}`.trim()}
      how={`${say('how')} ${everyCustomer > 1 ? say('every', { nth: everyCustomer }) : ''}`.trim()}
      name="contest-of-models"
      foot={
        <>
          <span>{say('played', { day: day(playedAt) })}</span>
          {button}
        </>
      }
      data={{
        head: [
          say('entrant'),
          say('off'),
          say('square'),
          say('total'),
          say('actual'),
          say('rank'),
          say('border'),
        ],
        rows: entries.map((one) => [
          ...[called(one.entrant), one.mae, one.rmse, one.total, actual, one.auc],
          say(one.border ? 'border.yes' : 'border.no'),
        ]),
        show(cell, column) {
          if (typeof cell !== 'number') return String(cell)
          if (column === 5) return number(cell * 100, 1)
          return number(cell, column <= 2 ? 4 : 0)
        },
      }}
    >
      <Bars
        bars={entries.map((one) => ({
          ...{ key: one.entrant, label: called(one.entrant), value: one.mae, shown: off(one) },
          lit: one === first,
        }))}
      />
    </Chart>
  )
}
