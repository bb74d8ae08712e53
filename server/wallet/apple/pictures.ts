import { type ResizeFit, Transformer } from '@napi-rs/image'
import { type Look, prints } from '../../looks/looks.ts'
import type { Content } from '../content.ts'

/** `ResizeFit` of the library, whose enums are types only: to the very size, or as large as fits. */
const EXACT = 1 as ResizeFit
const INSIDE = 2 as ResizeFit

const SCALES = [1, 2, 3] as const
const ICON = 29
const LOGO = { width: 160, height: 50 }
const STRIP = { width: 375, height: 144 }
/** More stamps than this would be dots: the number alone says it then. */
const MOST_STAMPS = 30

/** Many cards look alike: seven of ten stamps is drawn once. A picture in three sizes is about 25 kB. */
const MOST_KEPT = 200
const kept = new Map<string, Promise<[string, Buffer][]>>()

function once(key: string, draw: () => Promise<[string, Buffer][]>): Promise<[string, Buffer][]> {
  const there = kept.get(key)
  // Used again it is the newest; what nobody asks for goes first.
  kept.delete(key)
  const drawn = there ?? draw()
  kept.set(key, drawn)
  drawn.catch(() => kept.delete(key))
  const [oldest] = kept.keys()
  if (kept.size > MOST_KEPT) kept.delete(oldest!)
  return drawn
}

type Pictured = Pick<Content, 'look' | 'stamps' | 'points'>

/** The pictures of a pass, each in the three sizes that phones ask for, by the names that they ask for. */
export async function picturesOf(content: Pictured, logo: Buffer | null): Promise<Map<string, Buffer>> {
  const { look } = content
  const [icon, sign, strip] = [iconSvg(look), logoSvg(look), stripSvg(content)]
  // A logo is known by its address, under which it never changes.
  const drawn = await Promise.all([
    once(icon, () => inSizes('icon', (scale) => exact(icon, ICON * scale, ICON * scale))),
    once(logo ? `logo ${look.logo}` : sign, () =>
      inSizes('logo', (scale) =>
        logo ? fitted(logo, scale) : exact(sign, LOGO.height * scale, LOGO.height * scale),
      ),
    ),
    once(strip, () => inSizes('strip', (scale) => exact(strip, STRIP.width * scale, STRIP.height * scale))),
  ])
  return new Map(drawn.flat())
}

function inSizes(name: string, draw: (scale: number) => Promise<Buffer>): Promise<[string, Buffer][]> {
  return Promise.all(
    SCALES.map(async (scale): Promise<[string, Buffer]> => {
      return [`${name}${scale === 1 ? '' : `@${scale}x`}.png`, await draw(scale)]
    }),
  )
}

async function exact(svg: string, width: number, height: number): Promise<Buffer> {
  return Transformer.fromSvg(svg).resize({ width, height, fit: EXACT }).png()
}

async function fitted(logo: Buffer, scale: number): Promise<Buffer> {
  return new Transformer(logo)
    .resize({ width: LOGO.width * scale, height: LOGO.height * scale, fit: INSIDE })
    .png()
}

/** Square, for whoever shows it round: what Google takes for the programme's logo. */
export async function badgeOf(look: Pictured['look'], logo: Buffer | null): Promise<Buffer> {
  return logo ?? exact(iconSvg(look), 660, 660)
}

/** A print is drawn on a ground of 24 by 24. */
function printed(stamp: Look['stamp']): string {
  return prints[stamp === 'logo' ? 'star' : stamp]
}

function svg(width: number, height: number, inside: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${inside}</svg>`
}

function glyph({ stamp, on }: Pictured['look'], x: number, y: number, size: number, more = ''): string {
  const scale = size / 24
  return `<path transform="translate(${x} ${y}) scale(${scale})" fill="${on}" fill-rule="evenodd" ${more} d="${printed(stamp)}"/>`
}

function iconSvg(look: Pictured['look']): string {
  return svg(48, 48, `<rect width="48" height="48" fill="${look.fill}"/>${glyph(look, 10, 10, 28)}`)
}

function logoSvg(look: Pictured['look']): string {
  return svg(48, 48, glyph(look, 6, 6, 36))
}

/** Stamps as they are on the card; for points, how far it is to the next reward. */
export function stripSvg({ look, stamps, points }: Pictured): string {
  const { width, height } = STRIP
  const ground = `<rect width="${width}" height="${height}" fill="${look.fill}"/><rect width="${width}" height="${height}" fill="${look.on}" opacity=".06"/>`
  const drawn = stamps && stamps.size <= MOST_STAMPS
  return svg(
    width,
    height,
    ground + (drawn ? stampsDrawn(look, stamps) : shareDrawn(look, points?.share ?? null)),
  )
}

function stampsDrawn(look: Pictured['look'], { has, size }: { has: number; size: number }): string {
  const rows = size <= 6 ? 1 : size <= 16 ? 2 : 3
  const columns = Math.ceil(size / rows)
  const step = Math.min(343 / columns, 128 / rows)
  const [left, top] = [(STRIP.width - step * columns) / 2, (STRIP.height - step * rows) / 2]
  const radius = step * 0.42
  return Array.from({ length: size }, (_, index) => {
    const row = Math.floor(index / columns)
    // A shorter last row stands in the middle.
    const short = row === rows - 1 ? (columns * rows - size) * step * 0.5 : 0
    const [x, y] = [left + short + ((index % columns) + 0.5) * step, top + (row + 0.5) * step]
    const circle = `<circle cx="${x}" cy="${y}" r="${radius}"`
    const glyphSize = radius * 1.15
    const at = [x - glyphSize / 2, y - glyphSize / 2] as const
    if (index >= has)
      return `${circle} fill="none" stroke="${look.on}" stroke-width="1.5" stroke-opacity=".55"/>`
    const print = glyph({ ...look, on: look.fill }, ...at, glyphSize)
    return `${circle} fill="${look.on}"/>${print}`
  }).join('')
}

function shareDrawn(look: Pictured['look'], share: number | null): string {
  const print = glyph(look, 235, -8, 160, 'opacity=".12"')
  if (share === null) return print
  const bar = (width: number, opacity: number) =>
    `<rect x="16" y="124" width="${width}" height="6" rx="3" fill="${look.on}" opacity="${opacity}"/>`
  return print + bar(343, 0.25) + (share > 0 ? bar(Math.max(6, Math.round(343 * share)), 1) : '')
}
