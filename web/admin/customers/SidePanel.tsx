import { CloseButton } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../../ui/words.tsx'
import styles from './panel.module.css'

interface Props {
  title: ReactNode
  label: string
  onClose(): void
  children: ReactNode
  /** What stands at its foot, always in sight. */
  foot?: ReactNode
  /** Whether it takes the keyboard when it opens: a form does, a preview leaves it with the list. */
  takesFocus?: boolean
}

/** What stands beside a list: a column on a wide screen, a sheet on a phone. Escape closes it. */
export function SidePanel({ title, label, onClose, children, foot, takesFocus = true }: Props) {
  const { say } = useWords()
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!takesFocus) return
    const before = document.activeElement
    box.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [takesFocus])
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose()
    }
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  }, [onClose])
  return (
    <section ref={box} className={styles.panel} aria-label={label} tabIndex={-1}>
      <header className={styles.head}>
        <div>{title}</div>
        <CloseButton size={44} aria-label={say('back')} onClick={onClose} />
      </header>
      <div className={styles.body}>{children}</div>
      {foot ? <footer className={styles.foot}>{foot}</footer> : null}
    </section>
  )
}
