import {
  checkParams,
  faultOf,
  fit,
  type ModelName,
  modelNames,
  type Params,
  paramNames,
  type Row,
  type Score,
  score,
} from '../../insights/insights.ts'
import { Refused } from '../../platform/errors.ts'
import { type Call, UsageError } from '../command.ts'
import { type Columns, numberOf, placeOf, readColumns } from './columns.ts'
import { type Insight, table } from './insight.ts'

/** Fits a model to the rows of a file. */
export const fitFile: Insight = async (call, files) => {
  const model = modelIn(call)
  const rows = rowsOf(onlyFile(files, 'fit'), model)
  const began = performance.now()
  const { spread: _, irregular: __, ...found } = fit(model, rows, { plain: call.values.plain === true })
  const seconds = Math.round(performance.now() - began) / 1000
  const lines = paramNames[model].map((name) => [
    name,
    digits(found.params[name]!),
    found.standardErrors[name] == null ? '–' : `± ${digits(found.standardErrors[name])}`,
  ])
  return {
    result: { ...found, seconds },
    text: [
      table([[model, 'value', 'standard error'], ...lines]),
      `Log-likelihood ${found.logLikelihood.toFixed(4)}, ${found.customers} customers, ${seconds} s.`,
      ...(found.border ? [`At a border: ${found.border}.`] : []),
      ...found.warnings,
    ].join('\n'),
  }
}

/** As many lines as a person reads. */
const SHOWN = 1000

/** Says what a model with given parameters expects of each row of a file. */
export const scoreFile: Insight = async (call, files) => {
  const model = modelIn(call)
  const params = paramsIn(call)
  checkParams(model, params)
  const horizon = horizonIn(call, model)
  const rows = rowsOf(onlyFile(files, 'score'), model)
  const scores = rows.map((row) => finite(score(model, params, row, horizon)))
  const cell = (value: number | null) => (value === null ? '–' : digits(value))
  const lines = rows.slice(0, SHOWN).map(({ x, tx, T }, index) => {
    const { logLikelihood, pAlive, expected, pNoPurchase } = scores[index]!
    return [`${x} / ${tx} / ${T}`, cell(logLikelihood), cell(pAlive), cell(expected), cell(pNoPurchase)]
  })
  return {
    result: scores,
    text: [
      table([['x / t_x / T', 'log-likelihood', 'P(alive)', 'expected', 'P(no purchase)'], ...lines]),
      ...(rows.length > SHOWN ? [`… and ${rows.length - SHOWN} more: --json has them all.`] : []),
    ].join('\n'),
  }
}

/** What can't be said in a number is null: a program that reads JSON knows no infinity. */
function finite(scored: Score): Score {
  const entries = Object.entries(scored).map(([name, value]) => [name, Number.isFinite(value) ? value : null])
  return Object.fromEntries(entries) as Score
}

function digits(value: number): string {
  return String(Number(value.toPrecision(7)))
}

function onlyFile([file, ...more]: string[], what: string): string {
  if (file === undefined || more.length > 0) throw new UsageError(`Name one file: insights ${what} FILE.csv`)
  return file
}

function modelIn({ values }: Call): ModelName {
  const name = modelNames.find((one) => one === values.model)
  if (!name) throw new UsageError(`--model is one of ${modelNames.join(', ')}.`)
  return name
}

function paramsIn({ values }: Call): Params {
  if (typeof values.params !== 'string')
    throw new UsageError('--params is missing: like r=0.24,alpha=4.4,a=0.8,b=2.4')
  const entries = values.params.split(',').map((pair) => {
    const [name, text, ...more] = pair.split('=')
    const value = numberOf(text?.trim() ?? '', ',')
    if (more.length > 0 || !Number.isFinite(value))
      throw new UsageError(`--params: "${pair}" is not like r=0.24.`)
    return [name!.trim(), value] as const
  })
  const twice = entries.find(([name], index) => entries.findIndex(([other]) => other === name) < index)
  if (twice) throw new UsageError(`--params: ${twice[0]} is given twice.`)
  return Object.fromEntries(entries)
}

const FARTHEST = 1e6

function horizonIn({ values }: Call, model: ModelName): number {
  if (values.horizon === undefined && model === 'gamma-gamma') return 0
  const horizon = Number(values.horizon ?? Number.NaN)
  if (!Number.isFinite(horizon) || horizon < 0 || horizon > FARTHEST)
    throw new UsageError(`--horizon must be a time from 0 to ${FARTHEST}, in the unit of the file.`)
  if (model === 'bg-bb' && !Number.isInteger(horizon))
    throw new UsageError('--horizon of bg-bb is a whole number of chances.')
  return horizon
}

const meanings = {
  x: ['x', 'frequency'],
  tx: ['tx', 'recency'],
  T: ['t', 'tcal', 'age'],
  n: ['n', 'ncal', 'periods', 't'],
  m: ['m', 'mx', 'zbar', 'monetaryvalue', 'monetary'],
  count: ['count', 'custs', 'weights', 'weight'],
  litt: ['litt'],
} as const

/** The rows of a file with columns x, t_x, T (n for bg-bb), and m, count, litt where they are there. */
function rowsOf(file: string, model: ModelName): Row[] {
  const columns = readColumns(file)
  const { headings } = columns
  const place = (name: keyof typeof meanings, isNeeded: boolean) => {
    const found = headings && placeOf(headings, ...meanings[name])
    if (found === undefined && isNeeded)
      throw new UsageError(
        `${file} has no column ${name === 'tx' ? 't_x' : name}. It has: ${headings?.join(', ') ?? 'no headings'}.`,
      )
    return found
  }
  const isSpend = model === 'gamma-gamma'
  const places = {
    ...{ x: place('x', true)!, tx: place('tx', !isSpend), T: place(model === 'bg-bb' ? 'n' : 'T', !isSpend) },
    ...{ m: place('m', isSpend), count: place('count', false), litt: place('litt', false) },
  }
  refuseCurrencies(columns)
  if (columns.rows.length === 0) throw new Refused('insights.cannot_fit', `${file} has headings but no row.`)
  return columns.rows.map((cells) => {
    const row = rowOf(cells, places, columns.separator)
    const wrong = faultOf(model, row)
    if (wrong) throw new Refused('insights.cannot_fit', `Line ${cells.line}: ${wrong}.`)
    return row
  })
}

/** Money of several currencies is never taken together. */
function refuseCurrencies({ headings, rows }: Columns): void {
  const place = headings && placeOf(headings, 'currency')
  if (place === undefined) return
  const currencies = [...new Set(rows.map(({ cells }) => cells[place]).filter(Boolean))]
  if (currencies.length > 1)
    throw new Refused(
      'insights.cannot_fit',
      `There are several currencies (${currencies.join(', ')}): one file for each.`,
    )
}

type Places = { x: number } & Record<'tx' | 'T' | 'm' | 'count' | 'litt', number | undefined>

function rowOf({ line, cells }: Columns['rows'][number], places: Places, separator: string): Row {
  const read = (name: keyof Places) => {
    const place = places[name]
    if (place === undefined) return undefined
    const text = cells[place] ?? ''
    const value = numberOf(text, separator)
    if (Number.isFinite(value)) return value
    if (text === '' && (name === 'm' || name === 'litt')) return undefined
    throw new Refused(
      'insights.cannot_fit',
      `Line ${line}: "${text}" in ${name === 'tx' ? 't_x' : name} is not a number.`,
    )
  }
  const x = read('x')!
  // Money alone does not ask when: any times do that a past may have.
  const row: Row = { x, tx: read('tx') ?? (x > 0 ? 1 : 0), T: read('T') ?? 1 }
  const [m, count, litt] = [read('m'), read('count'), read('litt')]
  return {
    ...row,
    ...(m === undefined ? {} : { m }),
    ...(count === undefined ? {} : { count }),
    ...(litt === undefined ? {} : { litt }),
  }
}
