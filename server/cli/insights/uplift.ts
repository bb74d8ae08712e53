import { createReadStream, existsSync } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { uplift as compare, type Person } from '../../insights/insights.ts'
import { type Call, UsageError } from '../command.ts'
import { type Insight, table } from './insight.ts'

const refusals = {
  chosen: (columns: readonly string[]) =>
    `Refused: the groups already differed before the campaign (${columns.join(', ')}), more than chance allows. They were chosen, not drawn, and what they did afterwards says nothing about the campaign.`,
  no_control: () => 'Refused: nobody is in the group that --control names.',
  too_few: () => 'Refused: a group has fewer than two people.',
} as const

const warnings = {
  few_people: 'Fewer than 100 people in a group: a hint, not a proof.',
  nothing_before:
    'Nothing is known from before (--before), so nobody can say whether the groups were drawn or chosen.',
  no_spread:
    'Within the groups everybody has the same number, so there is no spread to tell chance by: an interval of no width is no proof.',
} as const

/**
 * Headings that say that a column is from before the campaign: it is compared without being named. Only the heading
 * tells, as a column that the campaign changed would look just as uneven.
 */
const saysBefore =
  /^(history|recency|frequency|monetary|newbie|tenure|baseline)$|^(pre|prior|before|earlier|previous|past|last|baseline|history)[_ -]|[_ -](before|pre|prior|baseline|last_year)$/i

/** What a campaign brought, of a file with one row for each person. */
export const uplift: Insight = async (call, [file, ...more]) => {
  if (file === undefined || more.length > 0) throw new UsageError('Name one file: insights uplift FILE.csv')
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`)
  const columns = { group: named(call, 'group'), metric: named(call, 'metric'), before: call.values.before }
  const control = named(call, 'control')
  const people: Person[] = []
  for await (const person of peopleIn(file, columns)) people.push(person)
  if (people.length === 0) throw new UsageError(`${file} has headings but no row.`)
  const found = compare(people, control)
  const [first] = String(columns.before ?? '').split(',')
  const uneven = [
    ...new Set(
      found.arms.flatMap(({ differed }) => differed.map((one) => (one === 'earlier' ? first! : one))),
    ),
  ]
  const reason = found.refused && refusals[found.refused](uneven)
  const rows = found.arms.map((arm) => [
    ...[
      arm.arm,
      arm.customers,
      arm.difference.toPrecision(6),
      `[${arm.low.toPrecision(6)}, ${arm.high.toPrecision(6)}]`,
    ],
    ...[arm.statistic.toFixed(4), arm.corrected.pValue.toPrecision(3), arm.total.toFixed(2)],
  ])
  return {
    result: { ...found, metric: columns.metric, reason, says: found.warnings.map((one) => warnings[one]) },
    text: [
      reason ?? table([['arm', 'people', 'difference', '95 %', 'z or t', 'p corrected', 'in all'], ...rows]),
      ...found.warnings.map((one) => warnings[one]),
    ].join('\n'),
    code: found.refused ? 1 : 0,
  }
}

function named({ values }: Call, name: string): string {
  const value = values[name]
  if (typeof value !== 'string') throw new UsageError(`--${name} is missing.`)
  return value
}

async function* peopleIn(
  file: string,
  { group, metric, before }: { group: string; metric: string; before: unknown },
): AsyncGenerator<Person> {
  const source = createReadStream(file)
  const rows = parse({ bom: true, skip_empty_lines: true, relax_column_count: true })
  // What fails on the way is thrown where rows are read.
  const failed = (error: Error | null | undefined) => void (error && rows.destroy(error))
  if (file.endsWith('.gz')) pipeline(source, createGunzip(), rows, failed)
  else pipeline(source, rows, failed)
  let line = 1
  let places: Places | undefined
  for await (const row of rows as AsyncIterable<string[]>) {
    if (!places) {
      places = placesOf(file, row, { group, metric, before })
      continue
    }
    line += 1
    const value = numberAt(row[places.metric] ?? '', metric, line)
    const [earlier, ...also] = places.before.map((column) =>
      numberAt(row[column.at] ?? '', column.name, line),
    )
    const who = { group: row[places.group] ?? '', value, earlier }
    yield places.also.length === 0 && also.length === 0 ? who : { ...who, known: knownOf(row, places, also) }
  }
}

interface Places {
  group: number
  metric: number
  before: { at: number; name: string }[]
  /** Columns whose heading says that they are from before. */
  also: { at: number; name: string }[]
}

function placesOf(
  file: string,
  headings: string[],
  wish: { group: string; metric: string; before: unknown },
): Places {
  const at = (name: string) => {
    const place = headings.indexOf(name)
    if (place < 0) throw new UsageError(`${file} has no column "${name}". It has: ${headings.join(', ')}.`)
    return { at: place, name }
  }
  const [group, metric] = [at(wish.group), at(wish.metric)]
  const before = typeof wish.before === 'string' ? wish.before.split(',').map(at) : []
  const used = new Set([group, metric, ...before].map((one) => one.at))
  const also = headings.flatMap((name, place) =>
    saysBefore.test(name) && !used.has(place) ? [{ at: place, name }] : [],
  )
  return { group: group.at, metric: metric.at, before, also }
}

/** What else is known from before. A column with words, or with gaps, is none to compare by. */
function knownOf(row: string[], { before, also }: Places, named: readonly number[]): Record<string, number> {
  const known: Record<string, number> = {}
  for (const [index, value] of named.entries()) known[before[index + 1]!.name] = value
  for (const { at, name } of also) {
    const text = row[at] ?? ''
    const value = Number(text)
    if (text.trim() !== '' && Number.isFinite(value)) known[name] = value
  }
  return known
}

function numberAt(text: string, column: string, line: number): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value))
    throw new UsageError(`line ${line}: "${text}" in ${column} is not a number.`)
  return value
}
