import type { ImportKind, Look } from '../../api/settings.ts'

/** How a file is read, as it stands on the screen. */
export interface Mapping {
  /** A heading for each field that has one. */
  columns: Record<string, string>
  date: string
  decimal: '.' | ','
  /** Under which name it is kept for the next file; empty is not at all. */
  name: string
  joiningGift: boolean
  takesBack: boolean
}

export function firstMapping(look: Look): Mapping {
  return {
    columns: look.guessed.columns,
    date: look.guessed.date ?? 'iso',
    decimal: look.guessed.decimal,
    name: slugOf(look.file.name),
    joiningGift: false,
    takesBack: true,
  }
}

/** As the server takes a map: fields of a customer stand one deeper. */
export function documentOf(kind: ImportKind, mapping: Mapping): Record<string, unknown> {
  const columns: Record<string, unknown> = {}
  const customer: Record<string, string> = {}
  for (const [field, heading] of Object.entries(mapping.columns)) {
    if (field.startsWith('customer.')) customer[field.slice(9)] = heading
    else columns[field] = heading
  }
  if (Object.keys(customer).length > 0) columns.customer = customer
  const { name, date, decimal, joiningGift, takesBack } = mapping
  return {
    columns,
    ...(name ? { name } : {}),
    file: { decimal: decimal === ',' ? 'either' : '.' },
    ...(kind === 'products' ? {} : { date, joiningGift }),
    ...(kind === 'purchases' ? { returns: { negativeQuantity: takesBack } } : {}),
  }
}

/** The field that a column is taken for. */
export function fieldOf({ columns }: Mapping, heading: string): string | null {
  return Object.entries(columns).find(([, column]) => column === heading)?.[0] ?? null
}

/** Takes a column for a field: whatever stood for either of them before no longer does. */
export function withColumn(mapping: Mapping, heading: string, field: string | null): Mapping {
  const left = Object.entries(mapping.columns).filter(([one, column]) => column !== heading && one !== field)
  return { ...mapping, columns: Object.fromEntries([...left, ...(field ? [[field, heading]] : [])]) }
}

const keys = ['externalId', 'card', 'email', 'phone']

/** What is still missing before the file can be tried. */
export function missingIn(kind: ImportKind, { columns }: Mapping): 'date' | 'key' | 'sku' | 'amount' | null {
  const has = (field: string) => columns[field] !== undefined
  if (kind === 'products') return has('sku') ? null : 'sku'
  if (kind === 'customers') return keys.some(has) ? null : 'key'
  if (!has('occurredAt')) return 'date'
  return has('total') || has('unitPrice') ? null : 'amount'
}

function slugOf(fileName: string): string {
  const plain = fileName
    .replace(/(\.[a-z]+)+$/i, '')
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/\d{4,}/g, '')
    .replace(/^-+|-+$/g, '')
    .replace(/-+/g, '-')
  return plain.slice(0, 40)
}

/** A few of the different values of a column. */
export function samplesOf({ samples }: Look, at: number): string {
  const said = samples.map((row) => row[at]?.trim() ?? '').filter(Boolean)
  return [...new Set(said)].slice(0, 3).join(' · ')
}
