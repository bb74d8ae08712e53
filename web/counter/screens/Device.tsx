import { type FormEvent, useState } from 'react'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import type { Desk } from '../api.ts'
import { Languages } from '../parts/Languages.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { askAs, askTill } from '../store/asking.ts'
import { keep } from '../store/database.ts'
import { useQueue } from '../store/queue.ts'
import type { Session } from '../store/session.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

/** The device itself: its language, whether several people sell at it, and leaving. */
export function Device({ desk, session, onClose }: { desk: Desk; session: Session; onClose(): void }) {
  const { say } = useWords(words)
  const [fault, setFault] = useState<unknown>(null)
  const waiting = useQueue().length
  const role = desk.acting?.role
  const mayShare = role === 'owner' || role === 'manager'
  const signOut = async () => {
    await askTill('POST', '/api/auth/sign-out', {}, { asSession: true }).catch(setFault)
    await session.leave()
    onClose()
  }
  const unshare = async () => {
    try {
      await askTill('DELETE', `/api/v1/counter/tills/${desk.till!.id}`)
      await session.leave()
      onClose()
    } catch (error) {
      setFault(error)
    }
  }
  return (
    <Sheet title={desk.acting?.name ?? desk.business.name} onClose={onClose}>
      <Languages />
      {!desk.till && mayShare ? <Share desk={desk} session={session} onClose={onClose} /> : null}
      <Fault error={fault} />
      {waiting > 0 ? <p className={styles.notice}>{say('device.waits', { count: waiting })}</p> : null}
      {desk.till ? (
        mayShare ? (
          <button
            type="button"
            className={styles.quietWide}
            disabled={waiting > 0}
            onClick={() => void unshare()}
          >
            {say('device.unshare')}
          </button>
        ) : null
      ) : (
        <button
          type="button"
          className={styles.quietWide}
          disabled={waiting > 0}
          onClick={() => void signOut()}
        >
          {say('me.sign_out')}
        </button>
      )}
    </Sheet>
  )
}

/** Makes this device a till for all: it gets a name, whoever shares it a PIN, and nobody's session stays on it. */
function Share({ desk, session, onClose }: { desk: Desk; session: Session; onClose(): void }) {
  const { say } = useWords(words)
  const [fault, setFault] = useState<unknown>(null)
  const needsPin = !desk.acting?.hasPin
  const share = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const locationId = String(fields.get('location') ?? '')
    setFault(null)
    try {
      if (needsPin) {
        const pin = String(fields.get('pin'))
        await askTill('PUT', `/api/v1/staff/${desk.acting!.id}/pin`, { pin })
      }
      const name = String(fields.get('name')).trim()
      await askTill('POST', '/api/v1/counter/tills', { name, ...(locationId ? { locationId } : {}) })
      await askTill('POST', '/api/auth/sign-out', {}, { asSession: true })
      askAs({ till: true })
      await keep('till', true)
      await session.start()
      onClose()
    } catch (error) {
      setFault(error)
    }
  }
  return (
    <form className={styles.form} onSubmit={share}>
      <h3>{say('device.share.title')}</h3>
      <p>{say('device.share.lead')}</p>
      <label>
        <span>{say('device.share.name')}</span>
        <input
          name="name"
          required
          maxLength={100}
          defaultValue={say('device.share.default')}
          autoComplete="off"
        />
      </label>
      {desk.locations.length > 1 ? (
        <label>
          <span>{say('device.share.place')}</span>
          <select name="location">
            {desk.locations.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <input type="hidden" name="location" value={desk.locations[0]?.id ?? ''} />
      )}
      {needsPin ? (
        <label>
          <span>{say('device.share.pin')}</span>
          <input
            name="pin"
            type="password"
            inputMode="numeric"
            pattern="\d{4,8}"
            required
            autoComplete="off"
          />
        </label>
      ) : null}
      <Fault error={fault} />
      <button type="submit" className={styles.main} data-plain="true">
        {say('device.share')}
      </button>
    </form>
  )
}
