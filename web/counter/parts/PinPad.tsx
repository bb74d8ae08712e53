import { useEffect, useState } from 'react'
import { faultText } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import type { SeatAtTill } from '../api.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'
import { Keys } from './Keys.tsx'

interface Props {
  seats: readonly SeatAtTill[]
  /** Who is asked first. */
  first?: string | undefined
  act: string
  onPin(staffId: string, pin: string): Promise<void>
}

/** Who, and her PIN. */
export function PinPad({ seats, first, act, onPin }: Props) {
  const { say } = useWords(words)
  const able = seats.filter(({ hasPin }) => hasPin)
  const [chosen, setChosen] = useState(first ?? able[0]?.id)
  const [pin, setPin] = useState('')
  const [fault, setFault] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const enter = async () => {
    if (!chosen || pin.length < 4 || busy) return
    setBusy(true)
    setFault(null)
    try {
      await onPin(chosen, pin)
    } catch (error) {
      setFault(error)
    }
    setPin('')
    setBusy(false)
  }
  const press = (key: string) =>
    setPin((now) => (key === 'Backspace' ? now.slice(0, -1) : (now + key).slice(0, 8)))
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) void enter()
      else if (/^\d$/.test(event.key) || event.key === 'Backspace') press(event.key)
      else return
      event.preventDefault()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  })
  if (able.length === 0) return <p className={styles.notice}>{say('pin.nobody')}</p>
  return (
    <div className={styles.pinPad}>
      <fieldset className={styles.pinSeats}>
        <legend className={styles.heard}>{say('pin.who')}</legend>
        {able.map(({ id, name }) => (
          <button key={id} type="button" aria-pressed={id === chosen} onClick={() => setChosen(id)}>
            {name}
          </button>
        ))}
      </fieldset>
      <p className={styles.pinDots} role="status" aria-label={say('pin.typed', { count: pin.length })}>
        {Array.from({ length: Math.max(4, pin.length) }, (_, at) => at + 1).map((place) => (
          <span key={place} data-filled={place <= pin.length || undefined} />
        ))}
      </p>
      <div className={styles.pinFault}>{fault ? <p role="alert">{faultText(fault, say)}</p> : null}</div>
      <Keys tall onKey={press} corner={<span />} />
      <button
        type="button"
        className={styles.main}
        data-plain="true"
        disabled={pin.length < 4 || busy}
        onClick={enter}
      >
        {act}
      </button>
    </div>
  )
}
