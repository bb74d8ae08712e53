import { IconSearch } from '@tabler/icons-react'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import { useWords } from '../../ui/words.tsx'
import { Finder } from './Finder.tsx'
import styles from './palette.module.css'
import { words } from './words/words.ts'

const Opening = createContext<() => void>(() => undefined)

/** One field that goes anywhere: people, screens, things to do. By ⌘K or Ctrl K from every screen. */
export function PaletteOpen({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const show = useCallback(() => setOpen(true), [])
  useEffect(() => {
    function listen(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      setOpen((was) => !was)
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
  return (
    <Opening value={show}>
      {children}
      {open ? <Finder onClose={() => setOpen(false)} /> : null}
    </Opening>
  )
}

/** Looks like the field that it opens; on a phone it is a glass in the head. */
export function FindAnyone() {
  const { say } = useWords(words)
  const open = useContext(Opening)
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent)
  return (
    <button type="button" className={styles.opener} onClick={open} aria-keyshortcuts="Meta+K Control+K">
      <IconSearch size={20} stroke={1.75} aria-hidden="true" />
      <span>{say('palette.open')}</span>
      <kbd>{mac ? '⌘K' : 'Ctrl K'}</kbd>
    </button>
  )
}
