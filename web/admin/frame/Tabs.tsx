import { Menu, UnstyledButton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../ui/words.tsx'
import styles from '../inside.module.css'
import type { Place } from '../places.ts'
import { footPlaces } from './Foot.tsx'
import { PlaceLink } from './PlaceLink.tsx'

/** On a phone: four places at the thumb, the others behind "More". */
export function Tabs({ places }: { places: Place[] }) {
  const { say } = useWords()
  const tabs = places.filter(({ tab }) => tab).slice(0, 4)
  const rest = [...places.filter((place) => !tabs.includes(place)), ...footPlaces]
  return (
    <nav className={styles.tabs} aria-label={say('nav.more')}>
      {tabs.map((place) => (
        <PlaceLink key={place.word} place={place} className={styles.tab!} size={24} />
      ))}
      <Menu position="top-end" width={240}>
        <Menu.Target>
          <UnstyledButton className={styles.tab!}>
            <IconDots size={24} stroke={1.75} aria-hidden="true" />
            <span>{say('nav.more')}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {rest.map((place) => (
            <More key={place.word} place={place} />
          ))}
        </Menu.Dropdown>
      </Menu>
    </nav>
  )
}

function More({ place: { to, word, Icon, outside } }: { place: Place }) {
  const { say } = useWords()
  const icon = <Icon size={20} stroke={1.75} aria-hidden="true" />
  return outside ? (
    <Menu.Item component="a" href={to} leftSection={icon}>
      {say(word)}
    </Menu.Item>
  ) : (
    <Menu.Item component={Link} to={to} leftSection={icon}>
      {say(word)}
    </Menu.Item>
  )
}
