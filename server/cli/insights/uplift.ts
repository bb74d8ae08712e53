import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { uplift as compare, type Person } from '../../insights/insights.ts'
import { type Call, UsageError } from '../command.ts'
import { type Insight, table } from './insight.ts'

const refusals = {
  chosen:
    'Refused: the groups already differed before the campaign, more than chance allows. They were chosen, not drawn, and what they did afterwards says nothing about the campaign.',
  no_control: 'Refused: nobody is in the group that --control names.',
  too_few: 'Refused: a group has fewer than two people.',
} as const

const warnings = {
  few_people: 'Fewer than 100 people in a group: a hint, not a proof.',
  nothing_before:
    'Nothing is known from before (--before), so nobody can say whether the groups were drawn or chosen.',
} as const

/** What a campaign brought, of a file with one row for each person. */
export const uplift: Insight = async (call, [file, ...more]) => {
  if (file === undefined || more.length > 0) throw new UsageError('Name one file: insights uplift FILE.csv')
  const columns = { group: named(call, 'group'), metric: named(call, 'metric'), before: call.values.before }
  const control = named(call, 'control')
  const people: Person[] = []
  for await (const person of peopleIn(file, columns)) people.push(person)
  const found = compare(people, control)
  const reason = found.refused && refusals[found.refused]
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
  const rows = parse({ columns: true, bom: true, skip_empty_lines: true })
  // What fails on the way is thrown where rows are read.
  const failed = (error: Error | null | undefined) => void (error && rows.destroy(error))
  if (file.endsWith('.gz')) pipeline(source, createGunzip(), rows, failed)
  else pipeline(source, rows, failed)
  let line = 1
  for await (const row of rows as AsyncIterable<Record<string, string>>) {
    line += 1
    for (const column of [group, metric, before])
      if (typeof column === 'string' && row[column] === undefined)
        throw new UsageError(`${file} has no column "${column}".`)
    const value = numberAt(row[metric]!, metric, line)
    const earlier = typeof before === 'string' ? numberAt(row[before]!, before, line) : undefined
    yield { group: row[group]!, value, earlier }
  }
}

function numberAt(text: string, column: string, line: number): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value))
    throw new UsageError(`line ${line}: "${text}" in ${column} is not a number.`)
  return value
}
