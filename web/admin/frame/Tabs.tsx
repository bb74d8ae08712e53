import { IconDots } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { MenuButton } from '../../ui/MenuButton.tsx'
import { useWords } from '../../ui/words.tsx'
import styles from '../inside.module.css'
import type { Place } from '../places.ts'
import { footPlaces } from './Foot.tsx'
import { PlaceLink } from './PlaceLink.tsx'

/** On a phone: four places at the thumb, the others behind "More". */
export function Tabs({ places }: { places: Place[] }) {
  const { say } = useWords()
  const navigate = useNavigate()
  const tabs = places.filter(({ tab }) => tab).slice(0, 4)
  const rest = [...places.filter((place) => !tabs.includes(place)), ...footPlaces]
  return (
    <nav className={styles.tabs} aria-label={say('nav.more')}>
      {tabs.map((place) => (
        <PlaceLink key={place.word} place={place} className={styles.tab!} size={24} />
      ))}
      <MenuButton
        className={styles.tab}
        position="top-end"
        width={240}
        choices={rest.map(({ word, Icon, to, outside }) => ({
          key: word,
          text: say(word),
          Icon,
          href: to,
          ...(outside ? {} : { onChoose: () => void navigate({ to }) }),
        }))}
      >
        <IconDots size={24} stroke={1.75} aria-hidden="true" />
        <span>{say('nav.more')}</span>
      </MenuButton>
    </nav>
  )
}
