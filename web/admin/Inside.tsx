import { Menu, UnstyledButton } from '@mantine/core'
import { IconDots, IconSelector } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet } from '@tanstack/react-router'
import { business } from '../api/questions.ts'
import { ShopContext } from '../ui/format.ts'
import { Tally } from '../ui/Tally.tsx'
import { UndoBar } from '../ui/Undo.tsx'
import { useWords, type Word } from '../ui/words.tsx'
import styles from './inside.module.css'
import { groups, type Place } from './places.ts'
import { sitIn, useSelf } from './seat.ts'

/** The frame of the back office: whose shop it is, where one can go, and the page itself. */
export function Inside() {
  const { may } = useSelf()
  const { data: shop } = useQuery(business)
  const open = groups
    .map(({ word, places }) => ({ word, places: places.filter(({ scope }) => !scope || may(scope)) }))
    .filter(({ places }) => places.length > 0)
  const all = open.flatMap(({ places }) => places)
  return (
    <ShopContext value={shop ?? { currency: 'EUR', timeZone: 'UTC' }}>
      <UndoBar>
        <div className={styles.inside}>
          <header className={styles.rail}>
            <Whose />
            <nav className={styles.places} aria-label="Regulars">
              {open.map(({ word, places }) => (
                <PlaceGroup key={word ?? ''} word={word} places={places} />
              ))}
            </nav>
          </header>
          <Tabs places={all} />
          <main className={styles.page}>
            <Outlet />
          </main>
        </div>
      </UndoBar>
    </ShopContext>
  )
}

/** Whose shop this is; where a person works in several, the way to the others. */
function Whose() {
  const { say } = useWords()
  const { person, seat } = useSelf()
  const { data: shop } = useQuery(business)
  const name = seat?.business ?? 'Regulars'
  const sign = (
    <>
      <Tally />
      <span className={styles.name}>
        <b>{name}</b>
        {shop?.sandbox ? <small>{say('nav.demo')}</small> : null}
      </span>
    </>
  )
  if (person.seats.length < 2) return <div className={styles.whose}>{sign}</div>
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <UnstyledButton className={styles.whose} aria-label={say('nav.change_business', { name })}>
          {sign}
          <IconSelector size={18} stroke={1.75} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {person.seats.map(({ businessId, business: other }) => (
          <Menu.Item
            key={businessId}
            onClick={() => sitIn(businessId)}
            aria-current={businessId === seat?.businessId}
          >
            {other}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function PlaceGroup({ word, places }: { word: Word | undefined; places: Place[] }) {
  const { say } = useWords()
  return (
    <div className={styles.group}>
      {word ? <h2>{say(word)}</h2> : null}
      {places.map((place) => (
        <PlaceLink key={place.word} place={place} className={styles.place!} size={20} />
      ))}
    </div>
  )
}

/** On a phone: four places at the thumb, the others behind "More". */
function Tabs({ places }: { places: Place[] }) {
  const { say } = useWords()
  const tabs = places.filter(({ tab }) => tab).slice(0, 4)
  const rest = places.filter((place) => !tabs.includes(place))
  return (
    <nav className={styles.tabs} aria-label={say('nav.more')}>
      {tabs.map((place) => (
        <PlaceLink key={place.word} place={place} className={styles.tab!} size={24} />
      ))}
      {rest.length > 0 ? (
        <Menu position="top-end" width={240}>
          <Menu.Target>
            <UnstyledButton className={styles.tab!}>
              <IconDots size={24} stroke={1.75} aria-hidden="true" />
              <span>{say('nav.more')}</span>
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map(({ to, word, Icon }) => (
              <Menu.Item
                key={word}
                component={Link}
                to={to}
                leftSection={<Icon size={20} stroke={1.75} aria-hidden="true" />}
              >
                {say(word)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </nav>
  )
}

function PlaceLink({
  place: { to, word, Icon },
  className,
  size,
}: {
  place: Place
  className: string
  size: number
}) {
  const { say } = useWords()
  return (
    <Link to={to} className={className} activeOptions={{ exact: to === '/' }}>
      <Icon size={size} stroke={1.75} aria-hidden="true" />
      <span>{say(word)}</span>
    </Link>
  )
}
