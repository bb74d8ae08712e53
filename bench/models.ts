import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { readLog } from '../server/cli/insights/purchaseLog.ts'
import { dayNumber, fit, type ModelName, summarise } from '../server/insights/insights.ts'

const folder = resolve(import.meta.dirname, '../../shared/data/cdnow')
const logs = { sample: 'CDNOW_sample.txt.gz', full: 'CDNOW_master.txt.gz' } as const

const asked: [keyof typeof logs, ModelName, number][] = [
  ['sample', 'bg-nbd', 20],
  ['full', 'bg-nbd', 100],
  ['full', 'mbg-nbd', 100],
  ['full', 'pareto-nbd', 500],
  ['full', 'gamma-gamma', 30],
]

/** Fits of the CDNOW log, warm, on one core: from rows to parameters with standard errors. */
export function measureModels(): string[] {
  if (!existsSync(resolve(folder, logs.full))) return ['', 'The CDNOW log is not on this machine.']
  const rows = (name: keyof typeof logs) =>
    summarise(readLog(resolve(folder, logs[name]), {}).lines, { until: dayNumber('1997-09-30') })
  const past = { sample: rows('sample'), full: rows('full') }
  return [
    '',
    '## Models',
    '',
    'From customers’ rows to parameters and standard errors, CDNOW to 1997-09-30; the median of nine after two to warm up.',
    '',
    '| customers | model | ms | asked |',
    '|---|---|---|---|',
    ...asked.map(([name, model, most]) => {
      const times = Array.from({ length: 11 }, () => timeOf(() => fit(model, past[name])))
      const median = times.slice(2).sort((one, other) => one - other)[4]!
      return `| ${past[name].length.toLocaleString('en')} | ${model} | ${median.toFixed(1)} | ≤ ${most} |`
    }),
  ]
}

function timeOf(work: () => unknown): number {
  const began = performance.now()
  work()
  return performance.now() - began
}
