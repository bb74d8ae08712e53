import type { Cell, Rows } from './Chart.tsx'

/** A file as RFC 4180 has it, with the mark that spreadsheets know UTF-8 by. */
export function csvOf({ head, rows }: Pick<Rows, 'head' | 'rows'>): string {
  return `\u{feff}${[head, ...rows].map((row) => row.map(fieldOf).join(',')).join('\r\n')}\r\n`
}

/** What a spreadsheet would take for a formula is marked as text. */
function fieldOf(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function saveCsv(name: string, data: Pick<Rows, 'head' | 'rows'>): void {
  const url = URL.createObjectURL(new Blob([csvOf(data)], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.csv`
  link.click()
  URL.revokeObjectURL(url)
}
