/**
 * What a business's colour becomes: everything that is written on it, in it and beside it, legible by WCAG 2 in light
 * and in dark. Reckoned in OKLCH (Ottosson 2020), where raising or lowering lightness keeps the hue that people see.
 */

export interface Colours {
  /** Her colour; moved only when neither white nor ink can be read on it. */
  fill: string
  /** What is written on the fill. */
  on: string
  textLight: string
  textDark: string
  tintLight: string
  tintDark: string
  /** Lines and icons beside text: at least 3 to 1. */
  graphicLight: string
  graphicDark: string
}

interface Lch {
  l: number
  c: number
  h: number
}
type Rgb = readonly [number, number, number]

const WHITE = '#FFFFFF'
const INK = '#13201E'
/** Every ground that text may stand on, as web/ui/tokens.css has them; its own tint besides. */
const LIGHT_GROUNDS = [WHITE]
const DARK_GROUNDS = ['#0D1413', '#151E1C']
const TEXT = 4.5
const GRAPHIC = 3
const STEP = 0.01

/** The colours of a business from the one that its owner chose, `#rrggbb`. */
export function coloursOf(hex: string): Colours {
  const chosen = lchOf(hex)
  const tintLight = hexOf({ ...chosen, l: 0.955, c: Math.min(chosen.c, 0.035) })
  const tintDark = hexOf({ ...chosen, l: 0.27, c: Math.min(chosen.c, 0.045) })
  const light = [...LIGHT_GROUNDS, tintLight]
  const dark = [...DARK_GROUNDS, tintDark]
  const own = hex.toUpperCase()
  return {
    ...fillOf(own, chosen),
    textLight: moved(own, -STEP, readable(light, TEXT)),
    textDark: moved(own, STEP, readable(dark, TEXT)),
    tintLight,
    tintDark,
    graphicLight: moved(own, -STEP, readable(light, GRAPHIC)),
    graphicDark: moved(own, STEP, readable(dark, GRAPHIC)),
  }
}

/** How well one colour stands out from another: 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrast(one: string, other: string): number {
  const [brighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (brighter + 0.05) / (darker + 0.05)
}

function fillOf(own: string, chosen: Lch): Pick<Colours, 'fill' | 'on'> {
  for (let steps = 0; ; steps += 1) {
    for (const l of [chosen.l - steps * STEP, chosen.l + steps * STEP]) {
      const fill = steps === 0 ? own : hexOf({ ...chosen, l })
      const on = [WHITE, INK].find((text) => contrast(text, fill) >= TEXT)
      if (on) return { fill, on }
    }
  }
}

/** The colour, as it is or step by step lighter or darker until it will do: black and white always do. */
function moved(own: string, step: number, willDo: (hex: string) => boolean): string {
  const lch = lchOf(own)
  for (let hex = own, { l } = lch; ; hex = hexOf({ ...lch, l })) {
    if (willDo(hex) || l < 0 || l > 1) return hex
    l += step
  }
}

function readable(grounds: readonly string[], ratio: number): (hex: string) => boolean {
  return (hex) => grounds.every((ground) => contrast(hex, ground) >= ratio)
}

function luminance(hex: string): number {
  const [r, g, b] = rgbOf(hex)
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

function rgbOf(hex: string): Rgb {
  const at = (index: number) => Number.parseInt(hex.slice(index, index + 2), 16) / 255
  return [at(1), at(3), at(5)]
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}

function gamma(channel: number): number {
  return channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055
}

function lchOf(hex: string): Lch {
  const [r, g, b] = rgbOf(hex).map(linear) as [number, number, number]
  const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const medium = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const l = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short
  const bb = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short
  return { l, c: Math.hypot(a, bb), h: Math.atan2(bb, a) }
}

/** The nearest colour that a screen can show: what is outside loses chroma, never its hue or lightness. */
function hexOf({ l, c, h }: Lch): string {
  let [inside, outside] = [0, c]
  if (isShown(linearOf({ l, c, h }))) inside = c
  else {
    for (let round = 0; round < 20; round += 1) {
      const middle = (inside + outside) / 2
      if (isShown(linearOf({ l, c: middle, h }))) inside = middle
      else outside = middle
    }
  }
  const channels = linearOf({ l, c: inside, h }).map((channel) => {
    const byte = Math.round(255 * gamma(Math.min(1, Math.max(0, channel))))
    return byte.toString(16).padStart(2, '0')
  })
  return `#${channels.join('')}`.toUpperCase()
}

function isShown(channels: readonly number[]): boolean {
  return channels.every((channel) => channel >= -0.0005 && channel <= 1.0005)
}

function linearOf({ l, c, h }: Lch): Rgb {
  const [a, b] = [c * Math.cos(h), c * Math.sin(h)]
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
}
