import { PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Problem } from '../api/api.ts'
import { useWords, type Word } from './words.tsx'

export const MIN_PASSWORD_LENGTH = 10

/**
 * What is wrong with the fields of a form. `now` is what is wrong at this moment, by what can be seen here; it is told
 * once somebody tried to send the form, and goes away as it is put right. What the server found stays till the next try.
 */
export function useFaults<Field extends string>(now: Partial<Record<Field, Word | false>>, error: unknown) {
  const { say } = useWords()
  const [tried, setTried] = useState(false)
  return {
    /** To be asked before sending: whether all is right. Goes to the first field that isn't. */
    right(): boolean {
      setTried(true)
      const wrong = Object.values(now).some(Boolean)
      if (wrong) requestAnimationFrame(() => firstWrong()?.focus())
      return !wrong
    },
    of(field: Field): string | undefined {
      const word = tried && now[field]
      if (word) return say(word)
      return error instanceof Problem ? error.about(field) : undefined
    },
  }
}

function firstWrong(): HTMLElement | null {
  return document.querySelector<HTMLElement>('form [aria-invalid=true]')
}

/** Whether it looks like an e-mail address: the server has the last word. */
export function looksLikeEmail(text: string): boolean {
  return /^\S+@\S+\.\S+$/.test(text.trim())
}

interface FieldProps {
  value: string
  onChange(value: string): void
  error?: string | undefined
}

export function EmailField({ name = 'email', value, onChange, error }: FieldProps & { name?: string }) {
  const { say } = useWords()
  return (
    <TextInput
      label={say('email')}
      name={name}
      type="email"
      inputMode="email"
      autoComplete="username"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  )
}

/** A password: a new one, or the one that she has. */
export function PasswordField({
  value,
  onChange,
  error,
  fresh,
  label,
}: FieldProps & { fresh: boolean; label?: string }) {
  const { say } = useWords()
  return (
    <PasswordInput
      label={label ?? say('password')}
      name={fresh ? 'new-password' : 'password'}
      description={fresh ? say('password.hint') : undefined}
      autoComplete={fresh ? 'new-password' : 'current-password'}
      visibilityToggleButtonProps={{ 'aria-label': say('password.show'), c: 'var(--ink-2)' }}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  )
}
