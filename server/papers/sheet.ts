import { readFileSync } from 'node:fs'
import PDFDocument from 'pdfkit'
import { encode } from 'uqr'
import { fontPath, type Look, runsOf, type Typeface } from '../looks/looks.ts'

/** Points of print in a millimetre. */
export const MM = 72 / 25.4

const scripts = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'armenian']
export const weights: Record<'plain' | 'bold', Typeface> = { plain: faceOf(400), bold: faceOf(700) }

function faceOf(weight: number): Typeface {
  return {
    files: scripts.map(
      (script) => `@fontsource/google-sans/files/google-sans-${script}-${weight}-normal.woff`,
    ),
  }
}

/** Armenian abbreviates with a dot of its own, which the font draws as any other. */
export function plain(text: string): string {
  return text.replaceAll('\u2024', '.')
}

export interface Style {
  size: number
  weight?: 'plain' | 'bold'
  colour: string
  align?: 'left' | 'center'
}

export interface Box {
  x: number
  y: number
  width: number
}

/** A PDF in the house's letters: pieces of a text are written in the font that has them, as text that can be searched. */
export class Sheet {
  readonly #pdf: PDFKit.PDFDocument
  readonly #parts: Buffer[] = []
  readonly #known = new Set<string>()

  constructor(size: [width: number, height: number], about: { title: string; language: string }) {
    this.#pdf = new PDFDocument({
      size,
      margin: 0,
      lang: about.language,
      info: { Title: about.title, Creator: 'Regulars' },
    })
    this.#pdf.on('data', (part: Buffer) => this.#parts.push(part))
  }

  get pdf(): PDFKit.PDFDocument {
    return this.#pdf
  }

  /** Writes a text into a box, as many lines as it takes, and answers where the next may begin. */
  write(text: string, box: Box, style: Style): number {
    const lineHeight = style.size * 1.28
    let y = box.y
    for (const line of this.#linesOf(text, box.width, style)) {
      const x = style.align === 'center' ? box.x + (box.width - this.#widthOf(line, style)) / 2 : box.x
      this.#writeLine(line, { x, y }, style)
      y += lineHeight
    }
    return y
  }

  /** The size at which a text fits into a width in so many lines: at most the one that was wished. */
  fitting(
    text: string,
    width: number,
    { most, least, lines = 1 }: { most: number; least: number; lines?: number },
  ) {
    for (let size = most; size > least; size -= 0.5) {
      if (this.#linesOf(text, width, { size, weight: 'bold', colour: '' }).length <= lines) return size
    }
    return least
  }

  #linesOf(text: string, width: number, style: Style): string[] {
    const lines: string[] = []
    for (const word of text.split(/ +/)) {
      const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word
      if (lines.length > 0 && this.#widthOf(longer, style) <= width) lines[lines.length - 1] = longer
      else lines.push(word)
    }
    return lines
  }

  #runs(text: string, { weight = 'plain' }: Style): { name: string; text: string }[] {
    const face = weights[weight]
    // What no font of the house has is left to the first, which draws the box that says so.
    return runsOf(face, plain(text)).map((run) => ({
      name: this.#font(run.file ?? face.files[0]!),
      text: run.text,
    }))
  }

  #font(file: string): string {
    if (!this.#known.has(file)) this.#pdf.registerFont(file, readFileSync(fontPath(file)))
    this.#known.add(file)
    return file
  }

  #widthOf(text: string, style: Style): number {
    return this.#runs(text, style).reduce(
      (sum, run) => sum + this.#pdf.font(run.name).fontSize(style.size).widthOfString(run.text),
      0,
    )
  }

  #writeLine(text: string, { x, y }: { x: number; y: number }, style: Style): void {
    let at = x
    for (const run of this.#runs(text, style)) {
      this.#pdf.font(run.name).fontSize(style.size).fillColor(style.colour)
      this.#pdf.text(run.text, at, y, { lineBreak: false, baseline: 'top' })
      at += this.#pdf.widthOfString(run.text)
    }
  }

  /** A QR code, near-black on its own white field whatever surrounds it. */
  code(text: string, { x, y, width }: Box): void {
    const quiet = width / 12
    this.#pdf.roundedRect(x, y, width, width, width / 14).fill('#FFFFFF')
    const { data, size } = encode(text, { ecc: 'M', border: 0 })
    const module = (width - 2 * quiet) / size
    for (const [row, cells] of data.entries()) {
      for (const [column, dark] of cells.entries()) {
        if (dark) this.#pdf.rect(x + quiet + column * module, y + quiet + row * module, module, module)
      }
    }
    this.#pdf.fill('#0A1211')
  }

  /** The business's name: as it was outlined in a serif, else in the house's letters. Answers its bottom. */
  name(business: string, look: Look, box: Box & { height: number; align: 'left' | 'center' }): number {
    const { nameSvg } = look
    if (!nameSvg) {
      const size = this.fitting(business, box.width, { most: box.height * 0.8, least: box.height * 0.35 })
      return this.write(business, box, { size, weight: 'bold', colour: look.on, align: box.align })
    }
    const [left = 0, top = 0, width = 1, height = 1] = nameSvg.viewBox.split(' ').map(Number)
    const scale = Math.min(box.width / width, box.height / height)
    const x = box.align === 'center' ? box.x + (box.width - width * scale) / 2 : box.x
    this.#pdf.save().translate(x, box.y).scale(scale).translate(-left, -top)
    for (const path of nameSvg.paths) this.#pdf.path(path).fill(look.on)
    this.#pdf.restore()
    return box.y + height * scale
  }

  async done(): Promise<Buffer> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#pdf.on('end', resolve)
    this.#pdf.end()
    await promise
    return Buffer.concat(this.#parts)
  }
}
