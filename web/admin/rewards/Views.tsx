import styles from './rewards.module.css'

interface Props<Value extends string> {
  label: string
  views: readonly Value[]
  labelOf(view: NoInfer<Value>): string
  value: NoInfer<Value>
  onChange(value: NoInfer<Value>): void
}

/** Which part of a list is shown. */
export function Views<Value extends string>({ label, views, labelOf, value, onChange }: Props<Value>) {
  return (
    <fieldset className={styles.tabs} aria-label={label}>
      {views.map((view) => (
        <button key={view} type="button" aria-pressed={view === value} onClick={() => onChange(view)}>
          {labelOf(view)}
        </button>
      ))}
    </fieldset>
  )
}
