import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import styles from './customers.module.css'
import { words } from './words/words.ts'

interface Props {
  label: string
  /** `1990-05-31`, `--05-31`, or empty. */
  value: string
  onChange(value: string): void
  error?: string | undefined
  withoutYear?: boolean
}

/** A day in a life: month and day, and the year only if she tells it. */
export function LifeDayField({ label, value, onChange, error, withoutYear = false }: Props) {
  const { say } = useWords(words)
  const formats = useFormats()
  const [parts, setParts] = useState(() => {
    const [, year = '', month = '', day = ''] = /^(\d{4})?-?-?(\d{2})-(\d{2})$/.exec(value) ?? []
    return { year, month: month.replace(/^0/, ''), day: day.replace(/^0/, '') }
  })
  const set = (change: Partial<typeof parts>) => {
    const next = { ...parts, ...change }
    setParts(next)
    const [month, day] = [next.month.padStart(2, '0'), next.day.padStart(2, '0')]
    // Half a day is told as it stands, so that the server says what is wrong with it.
    if (!next.month && !next.day && !next.year) onChange('')
    else onChange(next.year && !withoutYear ? `${next.year}-${month}-${day}` : `--${month}-${day}`)
  }
  return (
    <fieldset className={styles.lifeDay}>
      <legend>{label}</legend>
      <Select
        aria-label={say('day.month')}
        placeholder={say('day.month')}
        clearable
        data={Array.from({ length: 12 }, (_, index) => ({
          value: String(index + 1),
          label: formats.month(`2000-${String(index + 1).padStart(2, '0')}`),
        }))}
        value={parts.month || null}
        onChange={(month) => set({ month: month ?? '' })}
        error={error}
      />
      <TextInput
        aria-label={say('day.day')}
        placeholder={say('day.day')}
        inputMode="numeric"
        maxLength={2}
        value={parts.day}
        onChange={(event) => set({ day: event.currentTarget.value.replace(/\D/g, '') })}
      />
      {withoutYear ? null : (
        <TextInput
          aria-label={say('day.year')}
          placeholder={say('day.year')}
          inputMode="numeric"
          maxLength={4}
          value={parts.year}
          onChange={(event) => set({ year: event.currentTarget.value.replace(/\D/g, '') })}
        />
      )}
    </fieldset>
  )
}
