import css from './card.module.css'
import type { Look } from './look.ts'
import { isOutline, Line, type Outline, Print } from './Shape.tsx'

export interface StampsShown {
  size: number
  has: number
  prizes: { at: number; name: string; icon?: string | undefined; picture?: string | null | undefined }[]
}

/** More than this nobody counts on a phone: the card shows a bar in their place. */
export const STAMPS_DRAWN = 30

// Nobody stamps straight. Ten tilts, so that two rows of five don't repeat.
const tilts = [-8, 5, -3, 9, -6, 4, -11, 7, -2, 10]

/** Stamps as the paper card had them: prints where they are, numbers where they will be, prizes in their places. */
export function Stamps({ look, stamps, landed }: { look: Look; stamps: StampsShown; landed: number }) {
  const { size, has } = stamps
  const columns = columnsFor(size)
  const glyph = columns > 5 ? 24 : 30
  return (
    <div className={css.stamps} style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }} aria-hidden="true">
      {Array.from({ length: size }, (_, index) => {
        const at = index + 1
        const prize = stamps.prizes.find((one) => one.at === at)
        const tilt = `${tilts[index % tilts.length]}deg`
        if (at <= has) {
          const kind = at > has - landed ? `${css.stamp} ${css.landing}` : css.stamp
          return (
            <span key={at} className={kind} style={{ '--tilt': tilt } as Record<string, string>}>
              <Print shape={look.stamp} logo={look.logo} size={glyph} />
            </span>
          )
        }
        return (
          <span key={at} className={at === has + 1 ? `${css.place} ${css.next}` : css.place}>
            {prize?.picture ? (
              <img className={css.prize} src={smallOf(prize.picture)} alt="" loading="lazy" />
            ) : prize ? (
              <Line of={iconOf(prize, at === size, look)} size={glyph - 4} />
            ) : (
              at
            )}
          </span>
        )
      })}
    </div>
  )
}

/** Full rows where there is a way: ten as two of five, eight as two of four, twelve as two of six. */
function columnsFor(size: number): number {
  if (size <= 6) return Math.max(size, 4)
  return [5, 4, 6].find((columns) => size % columns === 0) ?? 5
}

/** Pictures of our own come small, too. */
export function smallOf(picture: string): string {
  return picture.startsWith('/pictures/') ? picture.replace(/(?<!-small)\.webp$/, '-small.webp') : picture
}

/** A prize that says nothing of its looks is a gift; the last one is what the stamps are for. */
function iconOf(prize: { icon?: string | undefined }, last: boolean, look: Look): Outline {
  if (prize.icon && isOutline(prize.icon)) return prize.icon
  return last && look.stamp !== 'logo' ? look.stamp : 'gift'
}
