import { IconChevronRight } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { Avatar } from '../../ui/Avatar.tsx'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import type { Desk, Leaf } from '../api.ts'
import { askTill } from '../store/asking.ts'
import { byDigits, byName, leafOf } from '../store/book.ts'
import { useOnline } from '../store/network.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

const SHOWN = 2
const PAUSE_MS = 180

/** Who fits what was typed: at once from the book, then whom the server knows. */
export function useMatches(typed: string): { found: Leaf[]; asking: boolean } {
  const online = useOnline()
  const [asked, setAsked] = useState<{ typed: string; found: Leaf[] }>({ typed: '', found: [] })
  const wanted = typed.trim()
  const here = /^\d+$/.test(wanted) ? byDigits(wanted) : byName(wanted)
  const enough = wanted.length >= 3
  useEffect(() => {
    if (!enough || !online) return
    let over = false
    const timer = setTimeout(async () => {
      const found = await fromServer(wanted).catch(() => [])
      if (!over) setAsked({ typed: wanted, found })
    }, PAUSE_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [wanted, enough, online])
  const more = asked.typed === wanted ? asked.found : []
  const found = [...new Map([...here, ...more].map((leaf) => [leaf.id, leaf])).values()]
  return { found, asking: enough && online && asked.typed !== wanted }
}

interface Shown {
  id: string
  name: string
  nickname: string | null
  givenName: string | null
  phones: { value: string }[]
}

async function fromServer(typed: string): Promise<Leaf[]> {
  const query = new URLSearchParams({ query: typed, limit: '5' })
  const { items } = await askTill<{ items: Shown[] }>('GET', `/api/v1/customers?${query}`)
  return items.map(
    (one): Leaf =>
      leafOf(one.id) ?? {
        ...{ id: one.id, name: one.name, greeting: one.nickname ?? one.givenName ?? one.name },
        tails: one.phones.map(({ value }) => value.slice(-6)),
        ...{ cards: [], points: 0, stamps: {}, tier: null, visits: 0, lastDay: null, line: null },
      },
  )
}

interface Props {
  found: Leaf[]
  asking: boolean
  typed: string
  desk: Desk
  onPick(customerId: string): void
}

/** The best two, right above the keys. */
export function Matches({ found, asking, typed, desk, onPick }: Props) {
  const { say } = useWords(words)
  const shown = found.slice(0, SHOWN)
  if (typed.trim().length < 2) return <div className={styles.matches} />
  return (
    <div className={styles.matches} aria-live="polite">
      {shown.map((leaf) => (
        <Match key={leaf.id} leaf={leaf} typed={typed} desk={desk} onPick={onPick} />
      ))}
      {found.length > SHOWN ? (
        <p className={styles.more}>{say('identify.more', { count: found.length - SHOWN })}</p>
      ) : null}
      {found.length === 0 && !asking ? <p className={styles.more}>{say('identify.none')}</p> : null}
    </div>
  )
}

function Match({
  leaf,
  typed,
  desk,
  onPick,
}: {
  leaf: Leaf
  typed: string
  desk: Desk
  onPick(id: string): void
}) {
  const { say } = useWords(words)
  const { near } = useFormats()
  const digits = /^\d+$/.test(typed) && leaf.tails.some((tail) => tail.endsWith(typed.slice(-6)))
  const [unit, stamps] = Object.entries(leaf.stamps)[0] ?? []
  const size = desk.cards.find((card) => card.unit === unit)?.size
  const habit =
    leaf.visits === 0
      ? say('match.new')
      : leaf.visits === 1
        ? say('match.once')
        : say('match.last', { day: leaf.lastDay ? near(leaf.lastDay) : '' })
  return (
    <button type="button" className={styles.match} onClick={() => onPick(leaf.id)}>
      <Avatar name={leaf.name || leaf.greeting} size={42} tone={leaf.visits > 1 ? 'petrol' : 'plain'} />
      <span className={styles.matchWho}>
        <strong>{leaf.name || say('nameless')}</strong>
        <small>
          {habit}
          {digits ? <mark>{typed}</mark> : null}
        </small>
      </span>
      {unit ? (
        <span className={styles.matchHas}>
          <b>{size ? `${stamps} / ${size}` : stamps}</b>
          <small>{say('stamps', { count: stamps ?? 0 })}</small>
        </span>
      ) : null}
      <IconChevronRight size={20} stroke={1.75} aria-hidden="true" />
    </button>
  )
}
