import { IconSearch } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { Fragment, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { Avatar } from '../../ui/Avatar.tsx'
import { useWords } from '../../ui/words.tsx'
import { type Finding, useFindings } from './findings.ts'
import styles from './palette.module.css'
import { words } from './words/words.ts'

/** The palette itself: type, go up and down, Enter. */
export function Finder({ onClose }: { onClose(): void }) {
  const { say } = useWords(words)
  const box = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const { groups, flat, searching } = useFindings(typed)
  const go = useGoing(onClose)
  const id = useId()
  useEffect(() => box.current?.showModal(), [])
  const chosen = Math.min(at, flat.length - 1)

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setAt((chosen + step + flat.length) % Math.max(1, flat.length))
    } else if (event.key === 'Enter' && flat[chosen]) {
      event.preventDefault()
      go(flat[chosen])
    }
  }

  return (
    <dialog
      ref={box}
      className={styles.palette}
      aria-label={say('palette.open')}
      onClose={onClose}
      onPointerDown={(event) => event.target === box.current && onClose()}
    >
      <div className={styles.field}>
        <IconSearch size={20} stroke={1.75} aria-hidden="true" />
        <input
          role="combobox"
          aria-label={say('palette.type')}
          aria-expanded={flat.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={flat[chosen] ? `${id}-${chosen}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={say('palette.type')}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" onClick={onClose}>
          {say('palette.close')}
        </button>
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={say('palette.open')} className={styles.list}>
        {groups.map(({ title, findings, from }) => (
          <Fragment key={title}>
            <div className={styles.group} role="presentation">
              {title}
            </div>
            {findings.map((finding, index) => (
              <Option
                key={finding.key}
                id={`${id}-${from + index}`}
                finding={finding}
                chosen={from + index === chosen}
                onHover={() => setAt(from + index)}
                onGo={() => go(finding)}
              />
            ))}
          </Fragment>
        ))}
      </div>
      <p className={styles.none} role="status">
        {flat.length === 0 ? say(searching ? 'palette.searching' : 'palette.nothing', { typed }) : ''}
      </p>
    </dialog>
  )
}

interface OptionProps {
  id: string
  finding: Finding
  chosen: boolean
  onHover(): void
  onGo(): void
}

function Option({ id, finding: { label, hint, Icon }, chosen, onHover, onGo }: OptionProps) {
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    // The field keeps the focus and its keys act on the chosen row.
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      className={styles.option}
      onPointerMove={onHover}
      onClick={onGo}
      onKeyDown={(event) => event.key === 'Enter' && onGo()}
    >
      {Icon ? <Icon size={20} stroke={1.75} aria-hidden="true" /> : <Avatar name={label} size={28} />}
      <span>{label}</span>
      {hint ? <small>{hint}</small> : null}
    </div>
  )
}

function useGoing(onClose: () => void): (finding: Finding) => void {
  const router = useRouter()
  return ({ to, outside }) => {
    onClose()
    if (outside) location.assign(to)
    else router.history.push(to)
  }
}
