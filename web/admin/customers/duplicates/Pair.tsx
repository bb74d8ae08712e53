import { Button, Radio } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../../api/api.ts'
import { type Customer, type CustomerRow, customer, customerRow } from '../../../api/customers.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { useFormats } from '../../../ui/format.ts'
import { useIntent } from '../../../ui/intent.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useUndo } from '../../../ui/Undo.tsx'
import { useWords } from '../../../ui/words.tsx'
import { useSelf } from '../../seat.ts'
import { languageName, type SayPeople, sayLifeDay } from '../saying.ts'
import { useProgrammeNames } from '../useProgrammeNames.ts'
import { words } from '../words/words.ts'
import styles from './duplicates.module.css'

export type LikenessReason = 'email' | 'phone' | 'name_and_phone' | 'name_and_birthday'

interface Props {
  ids: [string, string]
  reasons: readonly LikenessReason[]
  /** Picked by somebody, not suggested: afterwards one goes on to the profile. */
  alone?: boolean
}

/** Two customers side by side: what each says, whose word stays, what comes together. */
export function Pair({ ids, reasons, alone = false }: Props) {
  const { say } = useWords(words)
  const { may } = useSelf()
  const [first, second] = [useQuery(customer(ids[0])), useQuery(customer(ids[1]))]
  const rows = [useQuery(customerRow(ids[0])).data, useQuery(customerRow(ids[1])).data]
  const { has } = useProgrammeNames()
  const [into, setInto] = useState(0)
  const people = [first.data, second.data]
  const [one, other] = people
  if (!one || !other) return <Fault error={first.error ?? second.error} />
  const kept = people[into]!
  const gone = people[1 - into]!
  return (
    <article className={styles.pair}>
      {reasons.length > 0 ? (
        <p className={styles.why}>
          {say('merge.same', { what: reasons.map((reason) => say(`same.${reason}`)).join(', ') })}
        </p>
      ) : null}
      <Radio.Group
        value={String(into)}
        onChange={(value) => setInto(Number(value))}
        aria-label={say('merge.stays')}
      >
        <div className={styles.table}>
          {people.map((person, index) => (
            <Side
              key={person!.id}
              person={person!}
              row={rows[index] ?? undefined}
              index={index}
              stays={index === into}
              other={people[1 - index]!}
            />
          ))}
        </div>
      </Radio.Group>
      <p className={styles.meaning}>{meaningOf(kept, gone, rows[1 - into] ?? undefined, say, has)}</p>
      {may('customers:write') ? <Acts kept={kept} gone={gone} suggested={!alone} /> : null}
    </article>
  )
}

/** What moves, as a sentence. */
function meaningOf(
  kept: Customer,
  gone: Customer,
  row: CustomerRow | undefined,
  say: SayPeople,
  has: (row: CustomerRow) => string[],
): string {
  const moving = row
    ? [row.purchases > 0 && say('row.purchases', { count: row.purchases }), ...has(row)]
        .filter(Boolean)
        .join(', ')
    : ''
  const names = { from: gone.name || say('nameless'), into: kept.name || say('nameless') }
  return moving ? say('merge.moves', { ...names, what: moving }) : say('merge.moves_nothing', names)
}

function Side({
  person,
  row,
  index,
  stays,
  other,
}: {
  person: Customer
  row: CustomerRow | undefined
  index: number
  stays: boolean
  other: Customer
}) {
  const { say } = useWords(words)
  const formats = useFormats()
  const { has } = useProgrammeNames()
  const name = person.name || say('nameless')
  const lines = linesOf(person, say, formats).map(({ what, said, field }) => ({
    what,
    said,
    // Her word stays only where the other says something else.
    loses: !stays && said !== '' && differs(field, person, other),
  }))
  return (
    <div className={styles.side} data-stays={stays || undefined}>
      <header>
        <Avatar name={name} size={46} />
        <div>
          <Link to="/customers/$id" params={{ id: person.id } as never}>
            <b>{name}</b>
          </Link>
          <Radio value={String(index)} label={say('merge.stays_this')} />
        </div>
      </header>
      <dl>
        {lines.map(({ what, said, loses }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd data-loses={loses || undefined}>
              {said || '–'}
              {loses ? <small>{say('merge.word_kept_aside')}</small> : null}
            </dd>
          </div>
        ))}
        <div>
          <dt>{say('fact.bought')}</dt>
          <dd>
            {row && row.purchases > 0
              ? `${say('row.purchases', { count: row.purchases })}, ${formats.money(row.spentMinor)}`
              : '–'}
          </dd>
        </div>
        <div>
          <dt>{say('card.title')}</dt>
          <dd>{(row && has(row).join(', ')) || '–'}</dd>
        </div>
      </dl>
    </div>
  )
}

/** What only one can say; lists, phones and addresses of both stay. */
type Single = 'name' | 'birthday' | 'nameDay' | 'language' | 'acquisition'

function differs(field: Single | null, person: Customer, other: Customer): boolean {
  return (
    field !== null &&
    field !== 'name' &&
    other[field] !== null &&
    other[field] !== '' &&
    other[field] !== person[field]
  )
}

function linesOf(person: Customer, say: SayPeople, formats: ReturnType<typeof useFormats>) {
  const line = (what: string, said: string | null | undefined, field: Single | null = null) => ({
    what,
    said: said ?? '',
    field,
  })
  return [
    line(say('fact.phone'), person.phones.map(({ value }) => value).join(', ')),
    line(say('fact.email'), person.emails.map(({ value }) => value).join(', ')),
    line(say('fact.birthday'), person.birthday && sayLifeDay(person.birthday, formats), 'birthday'),
    line(say('fact.language'), person.language && languageName(person.language, say), 'language'),
    line(say('fact.source'), person.acquisition, 'acquisition'),
    line(say('fact.joined'), person.joinedAt && formats.day(person.joinedAt)),
    line(say('fact.likes'), [...person.preferences, ...person.dietary].join(', ')),
  ]
}

function Acts({ kept, gone, suggested }: { kept: Customer; gone: Customer; suggested: boolean }) {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const intent = useIntent()
  const undo = useUndo()
  const merge = useMutation({
    mutationFn: () => {
      const wish = { from: gone.id }
      return ask(
        'POST',
        `/api/v1/customers/${kept.id}/merge`,
        wish,
        intent.keyFor({ into: kept.id, ...wish }),
      )
    },
    onSuccess: async () => {
      intent.done()
      undo({ done: say('merge.done', { name: kept.name || say('nameless') }) })
      if (!suggested) await navigate({ to: '/customers/$id', params: { id: kept.id } })
      await queries.invalidateQueries({ queryKey: ['customers'] })
    },
  })
  const dismiss = useMutation({
    mutationFn: () => ask('POST', '/api/v1/customers/duplicates/dismiss', { customers: [kept.id, gone.id] }),
    onSuccess: async () => {
      undo({ done: say('merge.two_people.done') })
      await queries.invalidateQueries({ queryKey: ['customers'] })
    },
  })
  const [sure, setSure] = useState(false)
  return (
    <div className={styles.acts}>
      <Fault error={merge.error ?? dismiss.error} />
      {sure ? (
        <>
          <p>{say('merge.final')}</p>
          <Button loading={merge.isPending} onClick={() => merge.mutate()} autoFocus>
            {say('merge.do')}
          </Button>
          <Button variant="default" onClick={() => setSure(false)}>
            {say('back')}
          </Button>
        </>
      ) : (
        <>
          <Button onClick={() => setSure(true)}>{say('merge.do')}</Button>
          {suggested ? (
            <Button variant="default" loading={dismiss.isPending} onClick={() => dismiss.mutate()}>
              {say('merge.two_people')}
            </Button>
          ) : null}
        </>
      )}
    </div>
  )
}
