import type { Paper } from './paper.ts'
import { MM, Sheet } from './sheet.ts'
import { texts } from './texts.ts'

/** ISO 216, in millimetres: a poster for the wall, and half of half of it for a table. */
export const sizes = { A4: [210, 297], A5: [148, 210], A6: [105, 148] } as const
export type Size = keyof typeof sizes

/** The poster by which customers join: everything on it grows and shrinks with the sheet. */
export async function drawPoster(paper: Paper, size: Size): Promise<Buffer> {
  const { look, language, business } = paper
  const [width, height] = sizes[size].map((side) => side * MM) as [number, number]
  const words = texts[language]
  const sheet = new Sheet([width, height], { title: `${business} · ${words.title}`, language })
  /** A hundredth of the sheet's width. */
  const unit = width / 100
  const box = { x: 9 * unit, y: 0, width: 82 * unit }
  const style = { colour: look.on, align: 'center' } as const
  sheet.pdf.rect(0, 0, width, height).fill(look.fill)

  let y = head(sheet, paper, { ...box, y: 9 * unit, unit })
  const titleSize = sheet.fitting(words.title, box.width, { most: 11 * unit, least: 5 * unit, lines: 2 })
  y = sheet.write(words.title, { ...box, y: y + 6 * unit }, { ...style, size: titleSize, weight: 'bold' })
  for (const sentence of [...paper.gift, paper.promise].filter((one) => one !== null)) {
    y = sheet.write(sentence, { ...box, y: y + 2 * unit }, { ...style, size: 4.2 * unit, weight: 'bold' })
  }

  const foot = height - 27 * unit
  const code = Math.min(50 * unit, foot - y - 8 * unit)
  sheet.code(paper.joinUrl, { x: (width - code) / 2, y: foot - code, width: code })
  y = sheet.write(words.scan, { ...box, y: foot + 3 * unit }, { ...style, size: 4.2 * unit, weight: 'bold' })
  y = sheet.write(words.quick, { ...box, y: y + unit }, { ...style, size: 3.4 * unit })
  const address = paper.joinUrl.replace(/^https?:\/\//, '')
  sheet.write(address, { ...box, y: y + 2 * unit }, { ...style, size: 2.1 * unit })
  return sheet.done()
}

/** Logo above name; either may be missing but not both. */
function head(
  sheet: Sheet,
  { look, logo, business }: Paper,
  { x, y, width, unit }: { x: number; y: number; width: number; unit: number },
): number {
  let below = y
  if (logo) {
    const fit: [number, number] = [width * 0.5, 16 * unit]
    sheet.pdf.image(logo, x + (width - fit[0]) / 2, y, { fit, align: 'center', valign: 'center' })
    below = y + fit[1] + 2 * unit
  }
  return sheet.name(business, look, { x, y: below, width, height: 10 * unit, align: 'center' })
}
