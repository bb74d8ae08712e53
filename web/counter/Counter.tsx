import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { ShopContext } from '../ui/format.ts'
import { useWords } from '../ui/words.tsx'
import { useFresh } from './fresh.ts'
import { Band } from './parts/Band.tsx'
import { Door } from './screens/Door.tsx'
import { Lock } from './screens/Lock.tsx'
import { Till } from './screens/Till.tsx'
import { useIdleLock, useSession } from './store/session.ts'
import { styles } from './styles/styles.ts'
import { words } from './words/words.ts'

const Device = lazy(() => import('./screens/Device.tsx').then(({ Device }) => ({ default: Device })))

/** The counter: who is this, ring up, done. */
export function Counter() {
  const { say, language, suggest } = useWords(words)
  const session = useSession(language)
  useIdleLock(session)
  const [device, setDevice] = useState(false)
  const fresh = useFresh()
  const { phase, desk } = session
  useEffect(() => {
    if (desk) suggest(desk.business.language)
  }, [desk, suggest])
  const shop = useMemo(
    () =>
      desk
        ? { currency: desk.business.currency, timeZone: desk.business.timeZone }
        : { currency: 'EUR', timeZone: 'UTC' },
    [desk],
  )
  return (
    <ShopContext value={shop}>
      <div className={styles.counter}>
        <Band />
        {fresh ? (
          <p className={styles.fresh} role="status">
            <span>{say('fresh')}</span>
            <button type="button" onClick={() => location.reload()}>
              {say('fresh.load')}
            </button>
          </p>
        ) : null}
        {phase === 'door' ? <Door session={session} /> : null}
        {phase === 'locked' && desk ? <Lock session={session} desk={desk} /> : null}
        {phase === 'open' && desk ? (
          <Till desk={desk} session={session} onDevice={() => setDevice(true)} />
        ) : null}
        {device && desk ? (
          <Suspense fallback={null}>
            <Device desk={desk} session={session} onClose={() => setDevice(false)} />
          </Suspense>
        ) : null}
      </div>
    </ShopContext>
  )
}
