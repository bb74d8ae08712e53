import { runsOf, type Typeface } from './typeface.ts'

/** A name as paths: it looks the same everywhere, and nobody loads a font for one word. */
export interface Outline {
  name: string
  paths: string[]
  viewBox: string
}

const serif: Typeface = {
  files: [
    ...['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'vietnamese'].map(
      (script) => `@fontsource/literata/files/literata-${script}-700-normal.woff`,
    ),
    '@fontsource/noto-serif-armenian/files/noto-serif-armenian-armenian-700-normal.woff',
  ],
}

/** In thousandths of the font's size; enough above and below for accents and descenders. */
const EM = 1_000
const ASCENT = 820
const DESCENT = 260

/** The name in the house's serif, one path a run of letters; null when a letter of it has no shape there. */
export function outlineOf(name: string): Outline | null {
  const paths: string[] = []
  let x = 0
  for (const { font, text } of runsOf(serif, name)) {
    if (!font) return null
    const scale = EM / font.unitsPerEm
    const { glyphs, positions } = font.layout(text)
    const drawn = glyphs.map((glyph, index) => {
      const { xAdvance, xOffset } = positions[index]!
      const path = glyph.path.scale(scale, -scale).translate(x + xOffset * scale, 0)
      x += xAdvance * scale
      return rounded(path.toSVG())
    })
    paths.push(drawn.join(''))
  }
  const filled = paths.filter(Boolean)
  if (filled.length === 0) return null
  return { name, paths: filled, viewBox: `0 ${-ASCENT} ${Math.ceil(x)} ${ASCENT + DESCENT}` }
}

/** Coordinates to a thousandth of the letter's height: nobody sees more, and half of the bytes are saved. */
function rounded(path: string): string {
  return path.replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number))))
}
