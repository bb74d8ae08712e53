import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../../ui/words.tsx'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

/** Something small over the work: a dialog of the browser's own, so that keys and readers stay inside. */
export function Sheet({ title, onClose, children }: { title: string; onClose(): void; children: ReactNode }) {
  const { say } = useWords(words)
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const node = box.current
    if (node && !node.open) node.showModal()
    return () => node?.close()
  }, [])
  return (
    <dialog
      ref={box}
      className={styles.sheet}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header>
        <h2>{title}</h2>
        <button type="button" onClick={onClose} aria-label={say('close')}>
          <IconX size={22} stroke={1.75} aria-hidden="true" />
        </button>
      </header>
      {children}
    </dialog>
  )
}
