import type { ImportReport } from './imports.ts'

type Counts = Record<string, unknown>

const words: Record<string, string> = {
  withoutCustomer: 'rows without a customer',
  cancellation: 'rows of cancellations',
  cancellationWithCustomer: '  of them with a customer',
  setAside: 'rows set aside by the map',
  quantityNotPositive: 'rows with quantity ≤ 0',
  priceNotPositive: 'rows with price ≤ 0',
  exactDuplicate: 'exact duplicate rows',
  nonProductCode: 'rows of non-product codes',
  clockGap: 'rows at a time the clocks skipped',
  clockOverlap: 'rows at a time that came twice',
  priceRounded: 'rows with a price below the smallest coin',
  countries: 'countries',
  customers: 'customers',
  customersWithSeveralCountries: 'customers with two countries',
  customersWithCancellationsOnly: 'customers with cancellations only',
  customersWithNetNotPositive: 'customers with net value ≤ 0, to the penny',
  customersWithNetNotPositiveInFloats: 'the same summed in floating point, as statistics programs do',
}

/** A report as a person reads it: what came in, what was odd and what was done with it, what was left out. */
export function tellReport(report: ImportReport): string {
  const { kind, file, dryRun, seconds, map, encoding } = report
  const found = (report.found ?? {}) as Counts
  const head = `${file}: ${number(found.rows)} rows of ${kind} (${encoding}${map ? `, map ${map}` : ''}) in ${seconds} s`
  return [
    dryRun ? `${head}. Only tried: nothing was written.` : `${head}.`,
    ...['customers', 'products', 'purchases', 'returns'].flatMap((part) => tellPart(part, report[part])),
    ...tellFound(found),
    ...tellGiants(report.giantsReversed),
    ...tellPart('rows left out', report.rowsLeftOut),
  ].join('\n')
}

function tellPart(name: string, counts: unknown): string[] {
  if (!counts || typeof counts !== 'object' || Object.keys(counts).length === 0) return []
  const flat = Object.entries(counts).flatMap(([key, value]) =>
    typeof value === 'object' && value
      ? Object.entries(value).map(([inner, count]): [string, unknown] => [`${key} ${inner}`, count])
      : [[key, value] as [string, unknown]],
  )
  return [`${name.padEnd(14)} ${flat.map(([key, value]) => `${spaced(key)} ${number(value)}`).join(', ')}`]
}

function tellFound(found: Counts): string[] {
  const lines = Object.entries(words).flatMap(([key, label]) => {
    const value = found[key]
    if (typeof value === 'number') return value > 0 ? [`  ${number(value).padStart(9)}  ${label}`] : []
    const { rows = 0, ...fates } = (value ?? {}) as Record<string, number>
    if (rows === 0) return []
    const became = Object.entries(fates).map(([fate, count]) => `${number(count)} ${spaced(fate)}`)
    return [`  ${number(rows).padStart(9)}  ${label}: ${became.join(', ')}`]
  })
  const codes = Object.entries((found.nonProductCodes ?? {}) as Record<string, number>)
  const value = found.value as Record<string, number> | undefined
  return [
    ...(lines.length > 0 ? ['What was odd:', ...lines] : []),
    ...(codes.length > 0
      ? [`  codes: ${codes.map(([code, rows]) => `${code} ${number(rows)}`).join(', ')}`]
      : []),
    ...(value
      ? [
          `  value: ${Object.entries(value)
            .map(([key, sum]) => `${spaced(key)} ${number(sum)}`)
            .join(', ')}`,
        ]
      : []),
  ]
}

function tellGiants(giants: unknown): string[] {
  return ((giants ?? []) as Record<string, string | number>[]).map(
    ({ purchase, cancellation, pieces, customer, minutes }) =>
      `  giant order ${purchase} (${number(pieces)} pieces, customer ${customer}) reversed by ${cancellation} after ${minutes} minutes`,
  )
}

/** alreadyThere → already there */
function spaced(key: string): string {
  return key.replaceAll('_', ' ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function number(value: unknown): string {
  return typeof value === 'number' ? value.toLocaleString('en') : String(value)
}
