import type { CustomerRow, Rhythm } from '../../../api/customers.ts'
import type { Formats } from '../../../ui/format.ts'
import type { SayPeople } from '../saying.ts'

/** Who somebody is, in a sentence or three: how often she comes, when mostly, what she is worth a year, when she was here. */
export function whoSheIs(year: Rhythm, row: CustomerRow, say: SayPeople, formats: Formats): string {
  const { gap, partOfDay, weekday, yearMinor } = year
  if (row.lastDay === null)
    return row.joinedAt ? say('row.joined', { day: formats.near(row.joinedAt) }) : say('row.known')
  const often = gap
    ? gap.from === gap.to
      ? say('who.every', { days: gap.from })
      : say('who.between', { from: gap.from, to: gap.to })
    : say('who.bought', { count: row.purchases })
  const when = partOfDay && say(`who.${partOfDay}`)
  const on = weekday !== null && gap ? say('who.weekday', { day: formats.weekday(weekday) }) : null
  const first = [often, on ?? when].filter(Boolean).join(', ')
  return [
    `${first}.`,
    yearMinor > 0 && say('who.worth', { money: formats.money(roughly(yearMinor)) }),
    say('who.last', { day: formats.near(row.lastDay) }),
  ]
    .filter(Boolean)
    .join(' ')
}

/** Three figures are enough for "about". */
function roughly(minor: number): number {
  return minor < 1000 ? minor : Number(minor.toPrecision(3))
}
