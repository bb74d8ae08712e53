import styles from './person.module.css'

interface Props {
  /** As the name is shown: the initials are of its first two words. */
  name: string
  /** The address of her picture, where there is one. */
  picture?: string | null | undefined
  size?: number
  /** Honey: she needs somebody today. */
  tone?: 'plain' | 'petrol' | 'honey'
}

/** A person at a glance; the name stands beside it, so that it says nothing to a reader. */
export function Avatar({ name, picture, size = 38, tone = 'petrol' }: Props) {
  const style = { width: size, height: size, fontSize: Math.max(12, Math.round(size * 0.37)) }
  if (picture) return <img className={styles.avatar} src={picture} alt="" style={style} />
  return (
    <span className={styles.avatar} data-tone={tone} style={style} aria-hidden="true">
      {initials(name)}
    </span>
  )
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const letters = words.slice(0, 2).map((word) => [...word][0]!)
  return letters.join('').toLocaleUpperCase() || '?'
}
