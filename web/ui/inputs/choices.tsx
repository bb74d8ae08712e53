import { type ReactNode, useId } from 'react'
import styles from './inputs.module.css'

/** Any of a few, each by a tap. */
export function ChoicesField({
  label,
  name,
  options,
  value,
  onChange,
}: {
  label: ReactNode
  name: string
  options: { value: string; label: string }[]
  value: readonly string[]
  onChange(value: string[]): void
}) {
  return (
    <fieldset className={styles.choices} data-field={name}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.choice}>
          <input
            type="checkbox"
            checked={value.includes(option.value)}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked
                  ? [...value, option.value]
                  : value.filter((one) => one !== option.value),
              )
            }
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}

/** One of several, by the browser's own list. */
export function ChoiceField({
  label,
  name,
  options,
  value,
  onChange,
}: {
  label: ReactNode
  name: string
  options: { value: string; label: string }[]
  value: string
  onChange(value: string): void
}) {
  const id = useId()
  return (
    <label className={styles.labelled} htmlFor={id}>
      <span>{label}</span>
      <select
        id={id}
        name={name}
        data-field={name}
        className={styles.select}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}
