import { IconDeviceTablet, IconSettings } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Avatar } from '../../ui/Avatar.tsx'
import { useWords } from '../../ui/words.tsx'
import styles from '../inside.module.css'
import type { Place } from '../places.ts'
import { useSelf } from '../seat.ts'
import { PlaceLink } from './PlaceLink.tsx'

/** What stands at the foot of the rail: the other face of the shop, and the shop itself. */
export const footPlaces: Place[] = [
  { to: '/counter', word: 'nav.counter', Icon: IconDeviceTablet, outside: true },
  { to: '/settings', word: 'nav.settings', Icon: IconSettings },
]

export function Foot() {
  return (
    <div className={styles.group}>
      {footPlaces.map((place) => (
        <PlaceLink key={place.word} place={place} className={styles.place!} size={20} />
      ))}
      <Myself className={styles.me!} />
    </div>
  )
}

/** Who is here, as what; the way to oneself. */
export function Myself({ className }: { className: string }) {
  const { say } = useWords()
  const { person, seat } = useSelf()
  return (
    <Link to="/me" className={className}>
      <Avatar name={person.name} size={28} tone="honey" />
      <span className={styles.meName}>
        <b>{person.name}</b> {seat ? <small>{say(`role.${seat.role}`)}</small> : null}
      </span>
    </Link>
  )
}
