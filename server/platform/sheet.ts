import { zip } from './zip.ts'

export type Cell = string | number | null

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const kinds = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const parts: Record<string, string> = {
  '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${kinds}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kinds}.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Regulars" sheetId="1" r:id="r1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
}

/** Rows as an XLSX workbook of one sheet (ECMA-376), made as it is read: texts stand in their cells, never as formulas. */
export function xlsx(rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<Buffer> {
  return zip([
    ...Object.entries(parts).map(([name, text]) => ({ name, bytes: [Buffer.from(declaration + text)] })),
    { name: 'xl/worksheets/sheet1.xml', bytes: sheet(rows) },
  ])
}

async function* sheet(rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<Buffer> {
  yield Buffer.from(`${declaration}<worksheet xmlns="${main}"><sheetData>`)
  let number = 0
  for await (const row of rows) {
    number += 1
    const cells = row.map((value, column) => cell(value, `${letters(column)}${number}`))
    yield Buffer.from(`<row r="${number}">${cells.join('')}</row>`)
  }
  yield Buffer.from('</sheetData></worksheet>')
}

/** A, B … Z, AA … */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last
}

function cell(value: Cell, at: string): string {
  if (value === null || value === '') return ''
  if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`
}

/** What XML 1.0 can't hold (§2.2) is left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!)
}

/** Rows as CSV (RFC 4180), with a mark by which spreadsheets know it is UTF-8. */
export async function* csv(rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<Buffer> {
  yield Buffer.from('\uFEFF')
  for await (const row of rows) yield Buffer.from(`${row.map(csvCell).join(',')}\r\n`)
}

function csvCell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  // A spreadsheet would take such text for a formula and run it (OWASP, CSV injection); a phone number is none.
  const harmless = /^[=+@\t\r-]/.test(value) && !/^\+\d{6,15}$/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
