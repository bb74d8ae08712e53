import { Link } from '@tanstack/react-router'
import type { InsightPerson } from '../../api/insights.ts'
import { addDays } from '../../ui/dates.ts'
import { useFormats } from '../../ui/format.ts'
import { RhythmStrip } from '../../ui/RhythmStrip.tsx'
import { useWords } from '../../ui/words.tsx'
import type { Rows } from './charts/Chart.tsx'
import styles from './insight.module.css'
import { words } from './words/words.ts'

/** A strip in a list is narrow: of a year of visits only a block would be seen. */
const SHOWN_DAYS = 120

/** People with their latest habit and what they bring; each opens to her profile. */
export function People({
  people,
  slipping = false,
}: {
  people: readonly InsightPerson[]
  slipping?: boolean
}) {
  const { say } = useWords(words)
  const { money, today } = useFormats()
  const from = addDays(today, -SHOWN_DAYS)
  return (
    <ul className={styles.people}>
      {people.map((one) => {
        const name = one.name ?? say('person.unnamed')
        const label = say('slip.strip', { name, gap: Math.round(one.gapDays ?? 0), away: one.awayDays })
        return (
          <li key={one.id}>
            <Link to="/customers/$id" params={{ id: one.id }}>
              <b>{name}</b>
              <RhythmStrip
                visits={one.visits.filter(({ day }) => day >= from)}
                from={from}
                until={today}
                height={30}
                slipping={slipping}
                label={label}
              />
              <span>{money(one.yearMinor)}</span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

/** The same as rows. */
export function usePeopleRows(people: readonly InsightPerson[]): Rows {
  const { say } = useWords(words)
  const { day, money, number } = useFormats()
  return {
    head: [say('person.name'), say('person.last'), say('person.gap'), say('person.away'), say('person.year')],
    rows: people.map((one) => [
      one.name ?? say('person.unnamed'),
      one.lastDay,
      one.gapDays,
      one.awayDays,
      one.yearMinor,
    ]),
    show(cell, column) {
      if (cell === null) return '–'
      if (column === 1) return day(String(cell))
      if (column === 4) return money(Number(cell))
      return typeof cell === 'number' ? number(cell, 1) : cell
    },
  }
}
