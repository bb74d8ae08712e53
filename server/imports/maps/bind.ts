import { Refused } from '../../platform/errors.ts'
import type { Column } from './map.ts'

/** Takes one column's value out of a row; empty where the row is too short. */
export type Pick = (row: readonly string[]) => string

/** The headings of a table as people would name them. */
export function headingNames(heading: readonly string[]): string {
  const names = heading.slice(0, 60).map((name) => name.trim())
  return names.join(', ')
}

/** Finds a map's column in a table; refuses with the name of a column that isn't there. */
export function bindColumn(column: Column, heading: readonly string[], field: string): Pick {
  const at = typeof column === 'number' ? column - 1 : placeOf(column, heading)
  if (at < 0 || at >= heading.length) {
    throw new Refused('import.column_missing', undefined, {
      field: `columns.${field}`,
      params: { column, columns: headingNames(heading) },
    })
  }
  return (row) => row[at]?.trim() ?? ''
}

function placeOf(column: string, heading: readonly string[]): number {
  const wanted = folded(column)
  return heading.findIndex((name) => folded(name) === wanted)
}

export function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')
}

/** Binds every column that a map names; the others answer empty. */
export function bindColumns<Field extends string>(
  columns: Partial<Record<Field, Column | undefined>>,
  heading: readonly string[],
  fields: readonly Field[],
): Record<Field, Pick> & { has(field: Field): boolean } {
  const bound: Record<string, Pick> = {}
  for (const field of fields) {
    const column = columns[field]
    bound[field] = column === undefined ? () => '' : bindColumn(column, heading, field)
  }
  return Object.assign(bound as Record<Field, Pick>, { has: (field: Field) => columns[field] !== undefined })
}
