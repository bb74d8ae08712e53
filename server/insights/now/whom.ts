import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { requireLocations } from '../../businesses/businesses.ts'
import type { Statement, Tx } from '../../platform/database.ts'
import type { Actor } from '../../platform/http.ts'
import { type Id, idOf, type LocationId } from '../../platform/ids.ts'
import { everyone, filterKept } from '../../segments/segments.ts'
import { type Here, hereOf } from './here.ts'

/** Of whom and until when a page is asked: as it stands in an address. */
export const wishFields = {
  location: idOf('location')
    .optional()
    .meta({ description: 'Only those whose last purchase was at this location.' }),
  segment: idOf('savedFilter')
    .optional()
    .meta({ description: 'Only those who match this saved filter now.' }),
}
export const untilField = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'must be a month like 2026-10' })
  .optional()
  .meta({
    example: '2026-10',
    description:
      'The last month of what is told over time; at most 44 months ago, the present one otherwise.',
  })

export interface Wish {
  location?: LocationId | undefined
  segment?: Id<'savedFilter'> | undefined
  until?: string | undefined
}

/** Where and when a page is taken, and of whom. */
export interface Scope {
  here: Here
  /** Where what is told over time ends: the present, or the end of an earlier month. */
  end: Here
  /** null: of everybody. */
  whom: ((alias: string) => RawBuilder<unknown>) | null
}

// Facts hold 62 months of who bought when; the pages look back 18 months from the last one.
const FARTHEST_MONTHS = 44

export async function scopeOf(tx: Tx, { location, segment, until }: Wish, actor: Actor): Promise<Scope> {
  const here = await hereOf(tx)
  await requireLocations(tx, location ? [location] : [], 'location')
  const chosen = segment && (await everyone(tx, await filterKept(tx, segment, actor)))
  const parts = (alias: string) => [
    // Who has not bought has no location.
    ...(location
      ? [alias === 'c' ? sql`false` : sql`${sql.ref(`${alias}.last_location`)} = ${location}`]
      : []),
    ...(chosen ? [sql`${sql.ref(`${alias}.customer_id`)} in (${chosen})`] : []),
  ]
  const whom = location || chosen ? (alias: string) => sql`and ${sql.join(parts(alias), sql` and `)}` : null
  return { here, end: until ? endOf(here, until) : here, whom }
}

/** Of everybody, as of now. */
export async function everybody(tx: Tx): Promise<Scope> {
  const here = await hereOf(tx)
  return { here, end: here, whom: null }
}

function endOf(here: Here, until: string): Here {
  const [year, month] = until.split('-').map(Number) as [number, number]
  const number = Math.max(year * 12 + month - 1, here.month - FARTHEST_MONTHS)
  if (number >= here.month) return here
  const first = Temporal.PlainDate.from({ year: Math.floor(number / 12), month: (number % 12) + 1, day: 1 })
  return { ...here, month: number, today: first.with({ day: first.daysInMonth }).toString() }
}

/** The rows of a statement about people, narrowed to those asked for where it says so by a mark with the name of its facts. */
export async function rowsOf<Row>(
  tx: Tx,
  { whom }: Scope,
  asked: Statement<Row>,
  values: unknown[],
): Promise<Row[]> {
  if (!whom) return tx.rows(asked, values)
  const pieces = asked.text.split(/(\$\d+|\/\*whom:\w+\*\/)/)
  const filled = pieces.map((piece) => {
    if (/^\$\d+$/.test(piece)) return sql`${values[Number(piece.slice(1)) - 1]}`
    return piece.startsWith('/*whom:') ? whom(piece.slice(7, -2)) : sql.raw(piece)
  })
  return tx.all(sql<Row>`${sql.join(filled, sql.raw(''))}`)
}
