import { Select } from '@mantine/core'
import { languageNames, languages, useWords } from '../../ui/words.tsx'
import { words } from './words/words.ts'

/** The language that she is spoken to in; empty: the shop's own. */
export function LanguageField({
  value,
  onChange,
  error,
}: {
  value: string
  onChange(value: string): void
  error?: string | undefined
}) {
  const { say } = useWords(words)
  const known = languages.some((code) => code === value)
  return (
    <Select
      label={say('fact.language')}
      clearable
      data={[
        ...languages.map((code) => ({ value: code as string, label: languageNames[code] })),
        ...(value && !known ? [{ value, label: value }] : []),
      ]}
      value={value || null}
      onChange={(next) => onChange(next ?? '')}
      error={error}
    />
  )
}
