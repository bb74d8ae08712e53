import { useQuery } from '@tanstack/react-query'
import { Outlet, useLocation } from '@tanstack/react-router'
import { business } from '../api/questions.ts'
import { ShopContext } from '../ui/format.ts'
import { UndoBar } from '../ui/Undo.tsx'
import { useWords, type Word } from '../ui/words.tsx'
import { Foot, Myself } from './frame/Foot.tsx'
import { scopeAt } from './frame/guard.ts'
import { NotYours } from './frame/NotYours.tsx'
import { PlaceLink } from './frame/PlaceLink.tsx'
import { Tabs } from './frame/Tabs.tsx'
import { Whose } from './frame/Whose.tsx'
import styles from './inside.module.css'
import { FindAnyone, PaletteOpen } from './palette/Palette.tsx'
import { groups, type Place } from './places.ts'
import { useSelf } from './seat.ts'

/** The frame of the back office: whose shop it is, where one can go, and the page itself. */
export function Inside() {
  const { may } = useSelf()
  const needed = scopeAt(useLocation().pathname)
  const { data: shop } = useQuery(business)
  const open = groups
    .map(({ word, places }) => ({ word, places: places.filter(({ scope }) => !scope || may(scope)) }))
    .filter(({ places }) => places.length > 0)
  return (
    <ShopContext value={shop ?? { currency: 'EUR', timeZone: 'UTC' }}>
      <UndoBar>
        <PaletteOpen>
          <div className={styles.inside}>
            <header className={styles.rail}>
              <div className={styles.railHead}>
                <Whose />
                <FindAnyone />
                <Myself className={styles.headMe!} />
              </div>
              <nav className={styles.places} aria-label="Regulars">
                {open.map(({ word, places }) => (
                  <PlaceGroup key={word ?? ''} word={word} places={places} />
                ))}
                <Foot />
              </nav>
            </header>
            <Tabs places={open.flatMap(({ places }) => places)} />
            <main className={styles.page}>{needed && !may(needed) ? <NotYours /> : <Outlet />}</main>
          </div>
        </PaletteOpen>
      </UndoBar>
    </ShopContext>
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
