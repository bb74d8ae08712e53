import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { languageNames, languages, useWords } from '../words.tsx'
import styles from './inputs.module.css'
import { Optional } from './inputs.tsx'
import type { Typed } from './typed.ts'
import { words } from './words/words.ts'

/** One text for everybody, or one for each language. */
export type LocalText = string | Record<string, string>

/** A text in one language or in four: first the shop's own, the others when somebody wants them. */
export function WordsField({
  label,
  name,
  value,
  onChange,
  error,
  optional,
  main,
}: Typed<LocalText> & { main: string }) {
  const { say } = useWords(words)
  const spread = typeof value === 'object'
  const [open, setOpen] = useState(false)
  const first = languages.find((code) => code === main) ?? 'en'
  const texts: Record<string, string> = typeof value === 'string' ? { [first]: value } : (value ?? {})
  const others = languages.filter((code) => code !== first)
  function take(code: string, text: string) {
    const next = Object.fromEntries(
      Object.entries({ ...texts, [code]: text }).filter(([, one]) => one.trim() !== ''),
    )
    const said = Object.keys(next)
    if (said.length === 0) return onChange(optional ? undefined : '')
    onChange(said.length === 1 && !spread && said[0] === first ? next[first] : next)
  }
  return (
    <div className={styles.words}>
      <TextInput
        label={optional ? <Optional>{label}</Optional> : label}
        name={name}
        data-field={name}
        autoComplete="off"
        maxLength={500}
        value={texts[first] ?? ''}
        onChange={(event) => take(first, event.currentTarget.value)}
        error={
          (!optional && Object.keys(texts).every((code) => !texts[code]?.trim()) && say('missing')) || error
        }
      />
      {open ? (
        others.map((code) => (
          <TextInput
            key={code}
            label={say('in_language', { language: languageNames[code] })}
            lang={code}
            name={`${name}.${code}`}
            autoComplete="off"
            maxLength={500}
            value={texts[code] ?? ''}
            onChange={(event) => take(code, event.currentTarget.value)}
          />
        ))
      ) : (
        <button type="button" className={styles.more} onClick={() => setOpen(true)}>
          {spread ? say('languages_said', { count: Object.keys(texts).length }) : say('other_languages')}
        </button>
      )}
    </div>
  )
}
