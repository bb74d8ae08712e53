import { IconCloudOff } from '@tabler/icons-react'
import { useWords } from '../../ui/words.tsx'
import { useOnline } from '../store/network.ts'
import { useQueue } from '../store/queue.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

/** The dark band: there is no network, work goes on. It stays until everything is sent; never red. */
export function Band() {
  const { say } = useWords(words)
  const online = useOnline()
  const queue = useQueue()
  const count = queue.filter(({ state }) => state === 'waiting').length
  const refused = queue.filter(({ state }) => state === 'refused').length
  if (online && refused === 0) return null
  return (
    <div className={styles.band} role="status">
      <IconCloudOff size={22} stroke={1.75} aria-hidden="true" />
      <p>
        <strong>{online ? say('band.refused', { count: refused }) : say('band.offline')}</strong>
        {online ? null : <span>{count > 0 ? say('band.waiting', { count }) : say('band.ready')}</span>}
      </p>
      {queue.length > 0 ? (
        <button type="button" onClick={() => dispatchEvent(new Event('regulars:see-queue'))}>
          {say('band.see')}
        </button>
      ) : null}
    </div>
  )
}
