import { type FormEvent, useState } from 'react'
import { Tally } from '../../ui/Tally.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { Languages } from '../parts/Languages.tsx'
import { askAs, askTill } from '../store/asking.ts'
import { keep } from '../store/database.ts'
import type { Seat, Session } from '../store/session.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

/** Coming in: by password, then, for somebody with several shops, which one. */
export function Door({ session }: { session: Session }) {
  const { say } = useWords(words)
  const [fault, setFault] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const { seats } = session
  const choose = async ({ businessId }: Seat) => {
    askAs({ businessId })
    await keep('businessId', businessId)
    await session.start()
  }
  const enter = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    setBusy(true)
    setFault(null)
    try {
      const wish = { email: String(fields.get('email')), password: String(fields.get('password')) }
      await askTill('POST', '/api/auth/sign-in/email', wish, { asSession: true })
      await session.start()
    } catch (error) {
      setFault(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <main className={styles.door}>
      <Tally size={40} />
      <h1>{say('door.title')}</h1>
      {seats.length > 0 ? (
        <div className={styles.doorSeats}>
          <p>{say('door.which')}</p>
          {seats.map((seat) => (
            <button key={seat.businessId} type="button" onClick={() => void choose(seat)}>
              {seat.business}
            </button>
          ))}
        </div>
      ) : (
        <form onSubmit={enter}>
          <label>
            <span>{say('email')}</span>
            <input name="email" type="email" autoComplete="username" required />
          </label>
          <label>
            <span>{say('password')}</span>
            <input name="password" type="password" autoComplete="current-password" required />
          </label>
          <Fault error={fault} />
          <button type="submit" className={styles.main} data-plain="true" disabled={busy}>
            {say('sign_in.enter')}
          </button>
        </form>
      )}
      <Languages />
    </main>
  )
}
