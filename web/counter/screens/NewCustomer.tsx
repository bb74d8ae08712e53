import { IconChevronRight } from '@tabler/icons-react'
import { type FormEvent, useEffect, useState } from 'react'
import { Problem } from '../../api/api.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Qr } from '../../ui/card/Qr.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import type { Desk } from '../api.ts'
import { Sheet } from '../parts/Sheet.tsx'
import { askTill } from '../store/asking.ts'
import { newKey } from '../store/keys.ts'
import { useOnline } from '../store/network.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

interface Props {
  desk: Desk
  phone: string
  onClose(): void
  onMade(customerId: string): void
}

/** Somebody new in ten seconds: her phone, and her name if she likes; or she does it herself by the code on the screen. */
export function NewCustomer({ desk, phone, onClose, onMade }: Props) {
  const { say, language } = useWords(words)
  const online = useOnline()
  const [fault, setFault] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState('')
  const [key] = useState(newKey)
  const wording = say('new.consent')
  const join = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const [number, name] = [String(fields.get('phone')).trim(), String(fields.get('name')).trim()]
    setBusy(true)
    setFault(null)
    setTried(number)
    try {
      const { id } = await askTill<{ id: string }>(
        'POST',
        '/api/v1/customers',
        {
          phone: number,
          ...(name ? nameFields(name, desk.business.language) : {}),
          joinedAt: new Date().toISOString(),
          consents: [
            {
              purpose: 'marketing',
              channel: 'sms',
              given: fields.get('news') === 'on',
              wording,
              language,
              source: 'counter',
            },
          ],
        },
        { key: `${key}-${number}-${name}` },
      )
      onMade(id)
    } catch (error) {
      setFault(error)
    } finally {
      setBusy(false)
    }
  }
  const taken = fault instanceof Problem && fault.code === 'customer.identity_taken'
  const about = fault instanceof Problem ? (fault.about('phone') ?? fault.about('phones[0]')) : undefined
  const joinAddress = `${location.origin}/join/${desk.business.id}`
  return (
    <Sheet title={say('new.title')} onClose={onClose}>
      <form className={styles.form} onSubmit={join}>
        <label>
          <span>{say('new.phone')}</span>
          <input name="phone" type="tel" inputMode="tel" autoComplete="off" defaultValue={phone} required />
        </label>
        {taken ? (
          <Known number={tried} onPick={onMade} />
        ) : about ? (
          <p className={styles.fieldFault} role="alert">
            {about}
          </p>
        ) : null}
        <label>
          <span>{say('new.name')}</span>
          <input name="name" autoComplete="off" maxLength={100} />
        </label>
        <label className={styles.check}>
          <input name="news" type="checkbox" />
          <span>{wording}</span>
        </label>
        <Fault error={about || taken ? null : fault} />
        {online ? null : <p className={styles.notice}>{say('new.offline')}</p>}
        <button type="submit" className={styles.main} data-plain="true" disabled={busy || !online}>
          {say('new.make')}
        </button>
      </form>
      <div className={styles.joinQr}>
        <Qr text={joinAddress} label={say('new.qr')} />
        <p>{say('new.qr')}</p>
      </div>
    </Sheet>
  )
}

/** Whose number it is: she is a tap away. */
function Known({ number, onPick }: { number: string; onPick(customerId: string): void }) {
  const { say } = useWords(words)
  const [her, setHer] = useState<{ id: string; name: string } | null>(null)
  useEffect(() => {
    const query = new URLSearchParams({ query: number, limit: '1' })
    askTill<{ items: { id: string; name: string }[] }>('GET', `/api/v1/customers?${query}`).then(
      ({ items }) => setHer(items[0] ?? null),
      () => undefined,
    )
  }, [number])
  return (
    <div className={styles.known} role="alert">
      <p>{say('new.known')}</p>
      {her ? (
        <button type="button" onClick={() => onPick(her.id)}>
          <Avatar name={her.name} size={36} />
          <span>{her.name || say('nameless')}</span>
          <IconChevronRight size={20} stroke={1.75} aria-hidden="true" />
        </button>
      ) : null}
    </div>
  )
}

/** One field for the name, in the order in which the shop's people say it. */
function nameFields(
  name: string,
  language: string,
): { givenName: string } | { givenName: string; familyName: string } {
  const parts = name.split(/\s+/)
  if (parts.length === 1) return { givenName: name }
  const familyFirst = language === 'hu' || language === 'mn'
  const familyName = familyFirst ? parts[0]! : parts.at(-1)!
  const givenName = (familyFirst ? parts.slice(1) : parts.slice(0, -1)).join(' ')
  return { givenName, familyName }
}
