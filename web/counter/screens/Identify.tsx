import { IconCashRegister, IconReceipt, IconUserPlus } from '@tabler/icons-react'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { useWords } from '../../ui/words.tsx'
import { Keys } from '../parts/Keys.tsx'
import { Matches, useMatches } from '../parts/Matches.tsx'
import { Shortcuts } from '../parts/Shortcuts.tsx'
import { Top, type TopProps } from '../parts/Top.tsx'
import { cameraAwaits } from '../scan/allowed.ts'
import { useScannedAway } from '../scan/handScanner.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

const Camera = lazy(() => import('../scan/Camera.tsx').then(({ Camera }) => ({ default: Camera })))
const NewCustomer = lazy(() =>
  import('./NewCustomer.tsx').then(({ NewCustomer }) => ({ default: NewCustomer })),
)

interface Props extends TopProps {
  notice: string | null
  onCode(text: string): void
  onPick(customerId: string | null): void
  onReceipts(): void
}

/** Who stands there: by camera, by the last digits of the phone, by name, by a card's number; or nobody known. */
export function Identify({ notice, onCode, onPick, onReceipts, ...top }: Props) {
  const { say } = useWords(words)
  const [typed, setTyped] = useState('')
  const [byName, setByName] = useState(false)
  const [joining, setJoining] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const matches = useMatches(typed)
  const press = useCallback((key: string) => {
    setTyped((before) => (key === 'Backspace' ? before.slice(0, -1) : before + key))
  }, [])
  useScannedAway(useCallback(() => setTyped(''), []))
  const enter = useCallback(() => {
    if (matches.found[0]) onPick(matches.found[0].id)
    else if (typed.trim().length >= 4) onCode(typed)
    else if (typed === '') onPick(null)
  }, [matches.found, typed, onPick, onCode])
  useKeyboard({
    off: joining,
    inField: field,
    press,
    enter,
    clear: () => setTyped(''),
    name: () => setByName(true),
  })
  useEffect(() => {
    if (byName) field.current?.focus()
  }, [byName])
  return (
    <main className={styles.identify}>
      <h1 className={styles.heard}>{say('identify.title')}</h1>
      <div className={styles.tells}>
        <Top {...top} />
        <Suspense fallback={<div className={styles.camera} data-state={cameraAwaits()} />}>
          <Camera onCode={onCode} />
        </Suspense>
        {notice ? (
          <p className={styles.notice} role="alert">
            {notice === 'offline' ? say('code.offline') : notice}
          </p>
        ) : null}
        <Shortcuts />
      </div>
      <div className={styles.acts}>
        <Matches {...matches} typed={typed} desk={top.desk} onPick={onPick} />
        <label className={styles.finder}>
          <input
            ref={field}
            value={typed}
            inputMode={byName ? 'text' : 'none'}
            autoComplete="off"
            enterKeyHint="search"
            aria-label={say('identify.field')}
            onChange={(event) => setTyped(event.target.value)}
          />
          {typed === '' ? <span aria-hidden="true">{say('identify.field')}</span> : null}
          {/^\d+$/.test(typed) ? <small aria-hidden="true">{say('identify.digits')}</small> : null}
        </label>
        {byName ? (
          <button type="button" className={styles.plainKey} onClick={() => setByName(false)}>
            {say('identify.keys')}
          </button>
        ) : (
          <Keys
            tall
            onKey={press}
            corner={
              <button type="button" className={styles.plainKey} onClick={() => setByName(true)}>
                {say('identify.name')}
              </button>
            }
          />
        )}
        <div className={styles.thumb}>
          <button type="button" onClick={() => setJoining(true)}>
            <IconUserPlus size={20} stroke={1.75} aria-hidden="true" />
            <span>{say('new.open')}</span>
          </button>
          <button type="button" onClick={() => onPick(null)}>
            <IconCashRegister size={20} stroke={1.75} aria-hidden="true" />
            <span>{say('without_card')}</span>
          </button>
        </div>
        <button type="button" className={styles.quietWide} onClick={onReceipts}>
          <IconReceipt size={18} stroke={1.75} aria-hidden="true" />
          <span>{say('receipts.open')}</span>
        </button>
      </div>
      {joining ? (
        <Suspense fallback={null}>
          <NewCustomer
            desk={top.desk}
            phone={/^\d{6,}$/.test(typed) ? typed : ''}
            onClose={() => setJoining(false)}
            onMade={onPick}
          />
        </Suspense>
      ) : null}
    </main>
  )
}

interface Keyboard {
  off: boolean
  inField: React.RefObject<HTMLInputElement | null>
  press(key: string): void
  enter(): void
  clear(): void
  name(): void
}

/** Digits go to the finder wherever the focus is; `/` begins a name, Esc empties, Enter takes the first. */
function useKeyboard({ off, inField, press, enter, clear, name }: Keyboard): void {
  useEffect(() => {
    if (off) return
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const { key, target } = event
      const typing = target === inField.current
      const onButton = target instanceof HTMLButtonElement
      if (key === 'Escape') clear()
      else if (key === 'Enter' && !onButton) enter()
      else if (key === '/' && !typing) name()
      else if (!typing && (/^\d$/.test(key) || key === 'Backspace')) press(key)
      else return
      event.preventDefault()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  })
}
