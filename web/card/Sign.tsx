import { isOutline, Line, type Outline } from '../ui/card/Shape.tsx'
import { smallOf } from '../ui/card/Stamps.tsx'
import css from './card.module.css'

/** What something is, for the eye: its picture, its drawing, or what its kind looks like. */
export function Sign({
  picture,
  icon,
  benefit,
}: {
  picture: string | null
  icon?: string | null | undefined
  benefit?: string | undefined
}) {
  if (picture)
    return <img className={css.picture} src={smallOf(picture)} alt="" width="56" height="56" loading="lazy" />
  return (
    <span className={css.sign}>
      <Line of={outlineOf(icon, benefit)} size={24} />
    </span>
  )
}

function outlineOf(icon: string | null | undefined, benefit: string | undefined): Outline {
  if (icon && isOutline(icon)) return icon
  return benefit === 'percent' || benefit === 'amount' ? 'percent' : 'gift'
}
