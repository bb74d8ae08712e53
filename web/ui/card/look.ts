/** How a business looks: its colour worked out for light and dark, its stamp and its name. As `GET /api/v1/look` tells. */
export interface Look {
  colour: string
  fill: string
  on: string
  textLight: string
  textDark: string
  tintLight: string
  tintDark: string
  graphicLight: string
  graphicDark: string
  logo: string | null
  stamp: StampShape
  /** Its name in a serif, outlined when it was saved. */
  nameSvg: { paths: string[]; viewBox: string } | null
}

export type StampShape = 'cup' | 'scissors' | 'leaf' | 'bag' | 'bed' | 'star' | 'logo'

/** The properties that everything in a business's colour is painted by. */
export function paintOf(look: Look): Record<`--brand-${string}`, string> {
  return {
    '--brand-fill': look.fill,
    '--brand-on': look.on,
    '--brand-text': `light-dark(${look.textLight}, ${look.textDark})`,
    '--brand-tint': `light-dark(${look.tintLight}, ${look.tintDark})`,
    '--brand-graphic': `light-dark(${look.graphicLight}, ${look.graphicDark})`,
  }
}
