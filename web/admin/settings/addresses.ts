import type { ImportKind, JournalFilter } from '../../api/settings.ts'

/** What stands in the addresses of the settings; what can't be right there is left out. */

export function readImportAddress({ file, kind }: Record<string, unknown>): {
  file?: string
  kind?: ImportKind
} {
  const known = (['customers', 'products', 'purchases'] as const).find((one) => one === kind)
  return typeof file === 'string' && known ? { file, kind: known } : {}
}

export function readJournalAddress(search: Record<string, unknown>): JournalFilter {
  const fields = (['what', 'by', 'from', 'until'] as const).flatMap((field) => {
    const value = search[field]
    return typeof value === 'string' && value ? [[field, value] as const] : []
  })
  return Object.fromEntries(fields)
}
