import { type Filter, type Listed, type Sort, sorts } from '../../api/customers.ts'

/** The filter as it stands in the address, whatever somebody typed there: what can't be one is left out. */
export interface ListAddress extends Listed {
  /** Whom the panel shows. */
  look?: string
  /** What is being done for many: its progress stays in sight, also after the page was opened anew. */
  bulk?: string
}

const several = new Set(['tier', 'source', 'language', 'answer'])
const numbers = new Set([
  ...['purchasesMin', 'purchasesMax', 'spentMin', 'spentMax', 'pointsMin', 'pointsMax'],
  ...['birthMonth', 'birthdayWithin'],
])
const days = new Set(['lastFrom', 'lastUntil', 'joinedFrom', 'joinedUntil'])
const words = new Set(['query', 'consent', 'look', 'bulk'])

/** Reads an address. */
export function readAddress(search: Record<string, unknown>): ListAddress {
  const read: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(search)) {
    const known = readValue(name, value)
    if (known !== undefined) read[name] = known
  }
  return read as ListAddress
}

function readValue(name: string, value: unknown): unknown {
  if (several.has(name)) {
    const all = (Array.isArray(value) ? value : [value]).map(String).filter(Boolean)
    return all.length > 0 ? all : undefined
  }
  if (numbers.has(name))
    return Number.isSafeInteger(Number(value)) && value !== '' ? Number(value) : undefined
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || text === '') return undefined
  if (days.has(name)) return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined
  if (words.has(name)) return text
  if (name === 'sort') return sorts.includes(text as Sort) ? text : undefined
  if (name === 'reach') return ['email', 'phone', 'both', 'none'].includes(text) ? text : undefined
  if (name === 'duplicates') return text === 'true' ? text : undefined
  return undefined
}

/** The filter alone, without what only the screen knows. */
export function listedIn({ look: _, bulk: __, ...listed }: ListAddress): Listed {
  return listed
}

/** Which fields of a filter are set, but for the search: each is a chip. */
export function setFields({ sort: _, ...filter }: Listed): (keyof Filter)[] {
  const names = Object.keys(filter) as (keyof Filter)[]
  return names.filter((name) => name !== 'query' && filter[name] !== undefined)
}
