import { useWords } from '../../ui/words.tsx'
import type { Desk } from '../api.ts'
import { Languages } from '../parts/Languages.tsx'
import { PinPad } from '../parts/PinPad.tsx'
import { Shop } from '../parts/Top.tsx'
import { askTill } from '../store/asking.ts'
import { useOnline } from '../store/network.ts'
import type { Session } from '../store/session.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

interface Acting {
  token: string
  until: string
  staffId: string
}

/** A shared till that nobody stands at: who are you? */
export function Lock({ session, desk }: { session: Session; desk: Desk }) {
  const { say } = useWords(words)
  const online = useOnline()
  return (
    <main className={styles.lockScreen}>
      <Shop desk={desk} />
      <h1>{say('lock.title')}</h1>
      {online ? null : <p className={styles.notice}>{say('lock.offline')}</p>}
      <PinPad
        seats={desk.seats}
        first={desk.acting?.id}
        act={say('lock.open')}
        onPin={async (staffId, pin) => {
          const { token, until } = await askTill<Acting>('POST', '/api/v1/counter/acting', { staffId, pin })
          await session.unlock({ token, until, staffId })
        }}
      />
      <Languages />
    </main>
  )
}
