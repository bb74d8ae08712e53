import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { readId } from '../platform/ids.ts'
import { formatMoney } from '../platform/money.ts'
import { documentOf } from '../programme/programme.ts'
import { type Answer, simulate } from '../simulation/simulation.ts'
import { type Call, type Outcome, UsageError } from './command.ts'
import { bar, meter } from './meter.ts'

export const summary =
  'What a programme would have cost on the business’s own past purchases; two of them side by side'

export const words = 'FILE [FILE]'

export const options = {
  business: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  redeemers: { type: 'string' },
  'from-points': { type: 'string' },
  margin: { type: 'string' },
  'no-joining-gifts': { type: 'boolean' },
} as const

export const hints = {
  business: 'ID         whose past',
  from: 'DATE           the first shop day; all of the past when left out',
  until: 'DATE          the last shop day',
  redeemers: 'PERCENT   how many of 100 customers ever redeem (70)',
  'from-points': 'N       from how many points on they do (what the programme allows)',
  margin: 'PERCENT      what is left of 100 of sales after the goods (40)',
  'no-joining-gifts': 'leave gifts of joining out',
}

/** FILE holds a programme as JSON: the document itself, or what `GET /programme` answers. */
export async function run(call: Call): Promise<Outcome> {
  const { values, words: files, json } = call
  const businessId = readId('business', String(values.business ?? ''))
  if (!businessId) throw new UsageError('--business must be an id like biz_0199…')
  if (files.length < 1 || files.length > 2)
    throw new UsageError('Name one programme file, or two to compare.')
  const documents = await Promise.all(files.map(readDocument))
  const line = meter()
  const began = performance.now()
  const answers: Answer[] = []
  await call.onDatabase(async (database) => {
    for (const [index, document] of documents.entries())
      answers.push(
        await simulate(database, businessId, {
          ...{ document, withCap: true, joiningGifts: values['no-joining-gifts'] !== true },
          from: dayOf(values.from, 'from'),
          until: dayOf(values.until, 'until'),
          behaviour: {
            ...numberOf(values.redeemers, 'redeemers', 'redeemersPercent'),
            ...numberOf(values['from-points'], 'from-points', 'fromPoints'),
          },
          ...numberOf(values.margin, 'margin', 'marginPercent'),
          onProgress: (done, of) => {
            if (!json) line.show(`${bar(done, of)} ${basename(files[index]!)}: ${done} of ${of} purchases`)
          },
        }),
      )
  })
  line.wipe()
  const seconds = Math.round(performance.now() - began) / 1000
  const programmes = answers.map((answer, index) => ({ file: files[index]!, ...answer }))
  return {
    result: { programmes, seconds },
    text: [...tell(programmes), `${seconds.toFixed(1)} s`].join('\n'),
  }
}

async function readDocument(file: string) {
  let written: unknown
  try {
    written = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`)
  }
  const inside = written && typeof written === 'object' && 'document' in written ? written.document : written
  return documentOf(inside, '')
}

function dayOf(value: string | boolean | undefined, name: string): string | undefined {
  if (value === undefined) return undefined
  try {
    return Temporal.PlainDate.from(String(value)).toString()
  } catch {
    throw new UsageError(`--${name} must be a day like 2026-01-31.`)
  }
}

function numberOf(value: string | boolean | undefined, name: string, as: string): Record<string, number> {
  if (value === undefined) return {}
  const number = Number(value)
  if (!Number.isFinite(number) || number < 0) throw new UsageError(`--${name} must be a number.`)
  return { [as]: number }
}

/** A table with a column for each programme. */
function tell(programmes: readonly (Answer & { file: string })[]): string[] {
  const money = (minor: number | null, { currency }: Answer) =>
    minor === null ? '–' : formatMoney(minor, currency, 'en')
  const percent = (share: number | null) => (share === null ? 'never' : `${(share * 100).toFixed(2)} %`)
  const rows: [string, (one: Answer & { file: string }) => string][] = [
    ['', ({ file }) => basename(file)],
    ['period', ({ period }) => `${period.from} – ${period.until}`],
    ['customers', ({ counted }) => String(counted.customers)],
    ['purchases', ({ counted }) => String(counted.purchases)],
    ['sales', (one) => money(one.counted.salesMinor, one)],
    ['members reached', ({ members }) => String(members.reached)],
    ['points issued', ({ points }) => String(points.issued + points.joining)],
    ['points taken back', ({ points }) => String(points.takenBack)],
    ['points redeemed', ({ points }) => String(points.redeemed)],
    ['points expired', ({ points }) => String(points.expired)],
    ['points owed at the end', ({ points }) => String(points.outstanding + points.pending)],
    ['prizes', ({ prizes }) => String(prizes.reduce((sum, { given }) => sum + given, 0))],
    ['cost', (one) => money(one.cost.totalMinor, one)],
    ['cost, share of sales', ({ cost }) => percent(cost.shareOfSales)],
    ['sales must rise by', ({ cost }) => percent(cost.breakEvenUplift)],
    ['with a cap a month of', ({ cap }) => (cap ? String(cap.max) : '–')],
    ['cost with it', (one) => (one.cap ? money(one.cap.totalMinor, one) : '–')],
  ]
  const table = rows.map(([name, cell]) => [name, ...programmes.map(cell)])
  const lines = table.map(
    ([name, ...cells]) => `${name!.padEnd(24)}${cells.map((cell) => cell.padStart(26)).join('')}`,
  )
  const costliest = programmes.flatMap((one) => [
    `The ten who would cost most under ${basename(one.file)}:`,
    ...one.top.map(
      ({ name, customerId, points, prizes, costMinor, salesMinor }) =>
        `  ${(name ?? customerId).padEnd(28)} ${String(points).padStart(10)} points ${String(prizes).padStart(4)} prizes ${money(costMinor, one).padStart(14)} on ${money(salesMinor, one)}`,
    ),
  ])
  return [...lines, '', ...costliest]
}
