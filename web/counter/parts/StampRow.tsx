import { Line, Print } from '../../ui/card/Shape.tsx'
import { useWords } from '../../ui/words.tsx'
import type { StampsNow } from '../api.ts'
import { useLook } from '../look.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

const DRAWN = 12

interface Props {
  card: StampsNow
  /** How many of them came just now. */
  landed?: number
  small?: boolean
  large?: boolean
  /** With the sentence below. */
  said?: boolean
}

/** Her stamps as small prints in the business's colour; what is missing, and the prizes in their places. */
export function StampRow({ card, landed = 0, small, large, said }: Props) {
  const { say } = useWords(words)
  const look = useLook()
  const { has, size, next } = card
  const sentence = next
    ? say('stamps.missing', { has, size, missing: next.missing, prize: next.name })
    : say('stamps.have', { has, size })
  if (size > DRAWN) return <p className={styles.stampWords}>{sentence}</p>
  return (
    <div className={`${styles.stampRow} ${large ? styles.stampLarge : ''}`} data-small={small || undefined}>
      <div role="img" aria-label={sentence}>
        {Array.from({ length: size }, (_, index) => {
          const at = index + 1
          const prize = card.prizes.some((one) => one.at === at)
          if (at <= has)
            return (
              <span key={at} className={styles.stamp} data-landed={at > has - landed || undefined}>
                <Print shape={look.stamp} logo={look.logo} size={18} />
              </span>
            )
          return (
            <span key={at} className={styles.stampPlace}>
              {prize ? (
                <Line of={look.stamp === 'logo' || at < size ? 'gift' : look.stamp} size={16} />
              ) : null}
            </span>
          )
        })}
      </div>
      {said ? <p aria-hidden="true">{sentence}</p> : null}
    </div>
  )
}
