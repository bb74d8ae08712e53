import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Problem } from './asking.ts'
import css from './card.module.css'
import type { Speech } from './speech.ts'

/** What went wrong, in words: the server's where it has any. */
export function wordsOfFault(error: unknown, { say }: Speech): string {
  if (!(error instanceof Problem)) return say('failed')
  if (error.code === 'offline') return say('offline.act')
  return error.message || say('failed')
}

export function Told({ children, good }: { children?: ReactNode; good?: boolean }) {
  return (
    <p className={good ? css.good : css.fault} role={good ? 'status' : 'alert'}>
      {children}
    </p>
  )
}

interface FieldProps {
  label: string
  fault?: string | undefined
  hint?: string | undefined
  children: (ids: {
    id: string
    'aria-invalid': boolean
    'aria-describedby': string | undefined
  }) => ReactNode
}

/** A field with its name above it and what is wrong with it below. */
export function Field({ label, fault, hint, children }: FieldProps) {
  const id = useId()
  const about = fault || hint ? `${id}-about` : undefined
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': fault !== undefined, 'aria-describedby': about })}
      {about && (
        <p id={about} className={fault ? css.fault : css.hint}>
          {fault ?? hint}
        </p>
      )}
    </div>
  )
}

/** A sheet over the page; the browser keeps the focus inside and closes it by Escape. */
export function Sheet({
  label,
  onClose,
  children,
}: {
  label: string
  onClose: () => void
  children: ReactNode
}) {
  const sheet = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    sheet.current?.showModal()
  }, [])
  return (
    <dialog ref={sheet} className={css.sheet} aria-label={label} onClose={onClose}>
      {children}
    </dialog>
  )
}
