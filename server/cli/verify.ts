import { styleText } from 'node:util'
import type { Database } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { readId, showId } from '../platform/ids.ts'
import { checkBusiness, checks, everyBusiness, type Outcome as Found } from '../verify/verify.ts'
import { type Call, type Outcome, UsageError } from './command.ts'
import { bar, meter } from './meter.ts'

export const summary = 'Prove every balance and sum from the entries it is made of; exit 1 on any difference'

export const options = { business: { type: 'string' } } as const

export const hints = { business: 'ID  only this one; all of them when left out' }

export async function run({ values, json, onDatabase }: Call): Promise<Outcome> {
  const only = typeof values.business === 'string' ? businessOf(values.business) : undefined
  return onDatabase((database) => verifyAll(database, only, json))
}

function businessOf(shown: string): string {
  const id = readId('business', shown)
  if (id) return id
  throw new UsageError(`--business is "${shown}", but must be an id like biz_0199….`)
}

/** Verifies businesses one after the other. Restore ends with it, too. */
export async function verifyAll(
  database: Database,
  only: string | undefined,
  json: boolean,
): Promise<Outcome> {
  const line = meter()
  const began = performance.now()
  const results: { businessId: string; found: Found[] }[] = []
  const all = await everyBusiness(database)
  if (only && !all.includes(only)) throw new Refused('not_found', 'There is no business with this id.')
  const businesses = only ? [only] : all
  for (const businessId of businesses) {
    const found = await checkBusiness(database, businessId, (done, of, check) => {
      if (!json) line.show(`${bar(done, of)} ${check.says}`)
    })
    results.push({ businessId: showId('business', businessId), found })
  }
  line.wipe()
  const differences = results.flatMap(({ businessId, found }) =>
    found.flatMap((one) => one.differences.map((difference) => ({ businessId, ...difference }))),
  )
  const count = results.reduce((sum, { found }) => sum + found.reduce((n, one) => n + one.count, 0), 0)
  const seconds = Math.round(performance.now() - began) / 1000
  return {
    result: {
      ok: count === 0,
      businesses: results.length,
      checks: checks.length,
      count,
      seconds,
      differences,
    },
    text: [...results.flatMap(linesOf), conclusion(results.length, count, seconds)].join('\n'),
    code: count === 0 ? 0 : 1,
  }
}

/** One line per check, by table: what was proved, or what is wrong. */
function linesOf({ businessId, found }: { businessId: string; found: Found[] }): string[] {
  const wrong = found.filter(({ count }) => count > 0)
  const lines = found.map(({ check, count, differences }) => {
    if (count === 0) return `${styleText('green', '✓')} ${check.says}`
    const rows = differences.map(
      ({ what, key, expected, found: is }) =>
        `    ${key}: ${what} is ${is ?? 'missing'}, must be ${expected ?? 'absent'}`,
    )
    const more = count > differences.length ? [`    … and ${count - differences.length} more`] : []
    return [`${styleText('red', '✗')} ${check.says} (${check.name}: ${count})`, ...rows, ...more].join('\n')
  })
  const sum = wrong.length === 0 ? `${found.length} ✓` : `${wrong.length} of ${found.length} broken`
  return [styleText('bold', `${businessId}: ${sum}`), ...lines]
}

function conclusion(businesses: number, count: number, seconds: number): string {
  const where = businesses === 1 ? '1 business' : `${businesses} businesses`
  return count === 0
    ? `All books are right: ${where}, ${checks.length} checks each, ${seconds.toFixed(1)} s.`
    : `${count} differences in ${where}, ${seconds.toFixed(1)} s.`
}
