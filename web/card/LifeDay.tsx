import { useState } from 'react'
import { sayMonth } from '../ui/dates.ts'
import css from './card.module.css'
import { useSpeech } from './speech.ts'

interface Props {
  label: string
  /** `1990-05-31`, `--05-31`, or empty. */
  day: string
  fault?: string | undefined
  onDay: (day: string) => void
}

const two = (part: string) => part.padStart(2, '0')

/** A day in a life: month and day, and the year only if she likes to tell it. */
export function LifeDay({ label, day: told, fault, onDay }: Props) {
  const { say, language } = useSpeech()
  const [parts, setParts] = useState(() => {
    const [, year = '', month = '', day = ''] = /^(\d{4}|-)-(\d{2})-(\d{2})$/.exec(told) ?? []
    return {
      year: year === '-' ? '' : year,
      month: String(Number(month) || ''),
      day: String(Number(day) || ''),
    }
  })
  const set = (change: Partial<typeof parts>) => {
    const next = { ...parts, ...change }
    setParts(next)
    const { year, month, day } = next
    // Half a day is told as it stands, so that the server says what is wrong with it.
    onDay(month || day || year ? `${year || '-'}-${two(month)}-${two(day)}` : '')
  }
  return (
    <fieldset className={css.lifeDay}>
      <legend>{label}</legend>
      <select
        aria-label={say('day.month')}
        aria-invalid={fault !== undefined}
        value={parts.month}
        onChange={(event) => set({ month: event.currentTarget.value })}
      >
        <option value="">{say('day.month')}</option>
        {Array.from({ length: 12 }, (_, at) => (
          <option key={String(at)} value={String(at + 1)}>
            {sayMonth(language, `2000-${two(String(at + 1))}`)}
          </option>
        ))}
      </select>
      <input
        aria-label={say('day.day')}
        aria-invalid={fault !== undefined}
        placeholder={say('day.day')}
        inputMode="numeric"
        maxLength={2}
        value={parts.day}
        onInput={(event) => set({ day: event.currentTarget.value.replace(/\D/g, '') })}
      />
      <input
        aria-label={say('day.year')}
        placeholder={say('day.year')}
        inputMode="numeric"
        maxLength={4}
        value={parts.year}
        onInput={(event) => set({ year: event.currentTarget.value.replace(/\D/g, '') })}
      />
      {fault && <p className={css.fault}>{fault}</p>}
    </fieldset>
  )
}
