import { IconChevronLeft, IconLock, IconMenu2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Tally } from '../../ui/Tally.tsx'
import { useWords } from '../../ui/words.tsx'
import type { Desk } from '../api.ts'
import { useOnline } from '../store/network.ts'
import { useQueue } from '../store/queue.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

export interface TopProps {
  desk: Desk
  onLock(): void
  onDevice(): void
}

/** Whose counter this is, or the way back; whether everything is sent; who stands here. */
export function Top({ desk, onLock, onDevice, onBack }: TopProps & { onBack?: (() => void) | undefined }) {
  const { say } = useWords(words)
  return (
    <header className={styles.top}>
      {onBack ? (
        <button type="button" className={styles.back} onClick={onBack}>
          <IconChevronLeft size={20} stroke={1.75} aria-hidden="true" />
          <span>{say('someone_else')}</span>
          <span className={styles.backKey} aria-hidden="true">
            Esc
          </span>
        </button>
      ) : (
        <Shop desk={desk} />
      )}
      <div className={styles.topRight}>
        <Sync />
        <Seat desk={desk} onLock={onLock} onDevice={onDevice} />
      </div>
    </header>
  )
}

export function Shop({ desk }: { desk: Desk }): ReactNode {
  const { say } = useWords(words)
  const { business, till, locations } = desk
  const place = locations.find(({ id }) => id === till?.locationId)?.name ?? till?.name
  return (
    <div className={styles.shop}>
      <Tally size={24} />
      <p>
        <strong>{business.name}</strong>
        {business.sandbox ? <span> {say('demo')}</span> : null}
        {place && place !== business.name ? <small>{place}</small> : null}
      </p>
    </div>
  )
}

function Sync() {
  const { say } = useWords(words)
  const online = useOnline()
  const count = useQueue().filter(({ state }) => state === 'waiting').length
  const settled = online && count === 0
  // The band has said it already.
  if (!online && count === 0) return null
  return (
    <span className={styles.sync} data-waits={settled ? undefined : true}>
      {settled ? say('synced') : say('waits', { count })}
    </span>
  )
}

function Seat({ desk, onLock, onDevice }: TopProps) {
  const { say } = useWords(words)
  const name = desk.acting?.name ?? ''
  // The name by which colleagues call each other: short, as the chip is.
  const short =
    name.split(' ').at(desk.business.language === 'hu' || desk.business.language === 'mn' ? -1 : 0) ?? name
  return (
    <span className={styles.seatChip}>
      <button type="button" onClick={onDevice}>
        <span className={styles.seatInitial} aria-hidden="true">
          {[...short][0]}
        </span>
        <b>{short}</b>
        <span className={styles.heard}>{say('device.open')}</span>
        {desk.till ? null : <IconMenu2 size={16} stroke={1.75} aria-hidden="true" />}
      </button>
      {desk.till ? (
        <button type="button" onClick={onLock} aria-label={say('lock')}>
          <IconLock size={16} stroke={1.75} aria-hidden="true" />
        </button>
      ) : null}
    </span>
  )
}
