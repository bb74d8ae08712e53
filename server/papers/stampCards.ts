import { Refused } from '../platform/errors.ts'
import type { Paper } from './paper.ts'
import { MM, Sheet } from './sheet.ts'

/** A card as wallets know it (ISO/IEC 7810 ID-1, rounded to whole millimetres): two by five of them on A4. */
const [CARD_WIDTH, CARD_HEIGHT] = [85 * MM, 54 * MM]
const [COLUMNS, ROWS] = [2, 5]
const [WIDTH, HEIGHT] = [210 * MM, 297 * MM]
/** More circles than this can't be stamped on such a card. */
const MOST_STAMPS = 40

/** Stamp cards to cut out, for customers without a phone. */
export async function drawStampCards(paper: Paper): Promise<Buffer> {
  const { card, language, business } = paper
  if (!card || card.card.size > MOST_STAMPS) throw new Refused('not_found')
  const sheet = new Sheet([WIDTH, HEIGHT], { title: business, language })
  const left = (WIDTH - COLUMNS * CARD_WIDTH) / 2
  const top = (HEIGHT - ROWS * CARD_HEIGHT) / 2
  for (let place = 0; place < COLUMNS * ROWS; place += 1) {
    const x = left + (place % COLUMNS) * CARD_WIDTH
    const y = top + Math.floor(place / COLUMNS) * CARD_HEIGHT
    drawCard(sheet, paper, { x, y })
  }
  cutMarks(sheet, left, top)
  return sheet.done()
}

function drawCard(sheet: Sheet, { look, business, card }: Paper, at: { x: number; y: number }): void {
  const pad = 5 * MM
  const box = { x: at.x + pad, y: at.y + 4 * MM, width: CARD_WIDTH - 2 * pad }
  sheet.pdf.rect(at.x, at.y, CARD_WIDTH, CARD_HEIGHT).fill(look.fill)
  sheet.name(business, look, { ...box, height: 7 * MM, align: 'left' })
  const { size } = card!.card
  const prizes = card!.prizes.toSorted((a, b) => a.at - b.at)
  const columns = size <= 12 ? Math.ceil(size / 2) : Math.ceil(Math.sqrt(size * 2.2))
  const rows = Math.ceil(size / columns)
  const lines = prizes.slice(0, 3)
  const room = CARD_HEIGHT - 13 * MM - 3 * MM - lines.length * 3.6 * MM
  const cell = Math.min(box.width / columns, room / rows)
  for (let stamp = 1; stamp <= size; stamp += 1) {
    const x = box.x + ((stamp - 1) % columns) * (box.width / columns) + box.width / columns / 2
    const y = at.y + 12 * MM + Math.floor((stamp - 1) / columns) * cell + cell / 2
    const won = prizes.some((prize) => prize.at === stamp)
    drawPlace(sheet, { x, y, radius: cell * 0.42, stamp, won, on: look.on, fill: look.fill })
  }
  let y = at.y + CARD_HEIGHT - 2.5 * MM - lines.length * 3.6 * MM
  for (const prize of lines) {
    const text = `${prize.at}: ${prize.name}`
    const fit = sheet.fitting(text, box.width, { most: 8, least: 5 })
    sheet.write(text, { ...box, y }, { size: fit, weight: 'bold', colour: look.on })
    y += 3.6 * MM
  }
}

function drawPlace(
  sheet: Sheet,
  place: { x: number; y: number; radius: number; stamp: number; won: boolean; on: string; fill: string },
): void {
  const { x, y, radius, stamp, won, on, fill } = place
  const circle = sheet.pdf.circle(x, y, radius).lineWidth(0.9)
  if (won) circle.fillAndStroke(on, on)
  else circle.stroke(on)
  const size = radius * 0.8
  const box = { x: x - radius, y: y - size * 0.5, width: 2 * radius }
  sheet.write(String(stamp), box, { size, weight: 'bold', colour: won ? fill : on, align: 'center' })
}

/** Hairlines outside of the cards only, where a knife begins and ends. */
function cutMarks(sheet: Sheet, left: number, top: number): void {
  const [right, bottom] = [left + COLUMNS * CARD_WIDTH, top + ROWS * CARD_HEIGHT]
  const long = 4 * MM
  const gap = MM
  for (let column = 0; column <= COLUMNS; column += 1) {
    const x = left + column * CARD_WIDTH
    sheet.pdf.moveTo(x, top - gap - long).lineTo(x, top - gap)
    sheet.pdf.moveTo(x, bottom + gap).lineTo(x, bottom + gap + long)
  }
  for (let row = 0; row <= ROWS; row += 1) {
    const y = top + row * CARD_HEIGHT
    sheet.pdf.moveTo(left - gap - long, y).lineTo(left - gap, y)
    sheet.pdf.moveTo(right + gap, y).lineTo(right + gap + long, y)
  }
  sheet.pdf.lineWidth(0.3).stroke('#7C8A86')
}
