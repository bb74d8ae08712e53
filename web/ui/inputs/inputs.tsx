import { TextInput } from '@mantine/core'
import { type ReactNode, useContext, useState } from 'react'
import { ShopContext } from '../format.ts'
import { numberIn } from '../numbers.ts'
import { useWords } from '../words.tsx'
import { minorIn, partsIn, typedMoney, wholeIn } from './reading.ts'
import type { Typed } from './typed.ts'
import { words } from './words/words.ts'

export function NumberField({
  least = 0,
  most = 1_000_000_000,
  ...field
}: Typed<number> & { least?: number; most?: number }) {
  const { say } = useWords(words)
  const read = (typed: string) => {
    const value = wholeIn(typed)
    if (value === null) return { fault: say('not_a_number') }
    if (value < least) return { fault: say('at_least', { least }) }
    return value > most ? { fault: say('at_most', { most }) } : { value }
  }
  return <TypedField {...field} read={read} write={String} inputMode="numeric" />
}

/** A number with a part after the point, kept in whole parts: 1.5 times is 150 of 100. */
export function PartsField({
  per,
  least,
  most,
  ...field
}: Typed<number> & { per: 100 | 1_000; least: number; most: number }) {
  const { say, language } = useWords(words)
  const point = numberIn(language, 0.5).charAt(1)
  const write = (parts: number) => String(parts / per).replace('.', point)
  const read = (typed: string) => {
    const value = partsIn(typed, per)
    if (value === null) return { fault: say('not_a_number') }
    if (value < least) return { fault: say('at_least', { least: write(least) }) }
    return value > most ? { fault: say('at_most', { most: write(most) }) } : { value }
  }
  return <TypedField {...field} read={read} write={write} inputMode="decimal" />
}

export function MoneyField({ currency: own, ...field }: Typed<number> & { currency?: string }) {
  const { say } = useWords(words)
  const shop = useContext(ShopContext)
  const currency = own ?? shop.currency
  const read = (typed: string) => {
    const value = minorIn(typed, currency)
    if (value === null) return { fault: say('not_money') }
    return value < 1 ? { fault: say('more_than_nothing') } : { value }
  }
  const write = (minor: number) => typedMoney(minor, currency)
  return <TypedField {...field} read={read} write={write} inputMode="decimal" unit={currency} />
}

function TypedField<Value>({
  label,
  name,
  value,
  onChange,
  error,
  optional,
  description,
  read,
  write,
  inputMode,
  unit,
}: Typed<Value> & {
  read(typed: string): { value?: Value; fault?: string }
  write(value: Value): string
  inputMode: 'numeric' | 'decimal'
  unit?: string
}) {
  const { say } = useWords(words)
  const [typed, setTyped] = useState(value === undefined ? '' : write(value))
  const [fault, setFault] = useState<string>()
  const [seen, setSeen] = useState(value)
  // Changed from elsewhere: by Undo, or by what was chosen beside it.
  if (value !== seen) {
    setSeen(value)
    if (read(typed).value !== value) {
      setTyped(value === undefined ? '' : write(value))
      setFault(undefined)
    }
  }
  function take(text: string) {
    setTyped(text)
    if (text.trim() === '') {
      setFault(optional ? undefined : say('missing'))
      if (optional) onChange(undefined)
      return
    }
    const { value: right, fault: wrong } = read(text)
    setFault(wrong)
    if (wrong === undefined) onChange(right)
  }
  return (
    <TextInput
      label={optional ? <Optional>{label}</Optional> : label}
      name={name}
      data-field={name}
      description={description}
      inputMode={inputMode}
      autoComplete="off"
      value={typed}
      onChange={(event) => take(event.currentTarget.value)}
      error={fault ?? error}
      rightSection={unit}
      rightSectionWidth={unit ? 56 : 0}
    />
  )
}

/** Says of a field that it may be left empty. */
export function Optional({ children }: { children: ReactNode }) {
  const { say } = useWords(words)
  return (
    <>
      {children} <small>{say('optional')}</small>
    </>
  )
}

/** A day or a time of day, as the browser asks for it. */
export function DayField({
  label,
  name,
  value,
  onChange,
  error,
  optional,
  type = 'date',
}: Typed<string> & { type?: 'date' | 'time' }) {
  return (
    <TextInput
      type={type}
      label={optional ? <Optional>{label}</Optional> : label}
      name={name}
      data-field={name}
      value={value ?? ''}
      onChange={(event) => {
        const text = event.currentTarget.value
        if (text !== '' || optional) onChange(text === '' ? undefined : text)
      }}
      error={error}
    />
  )
}

/** Several names with a comma between; nothing when there are none. */
export function NamesField({ label, name, value, onChange, error, description }: Typed<string[]>) {
  const written = (value ?? []).join(', ')
  const [typed, setTyped] = useState(written)
  const [seen, setSeen] = useState(written)
  if (written !== seen) {
    setSeen(written)
    if (namesIn(typed).join(', ') !== written) setTyped(written)
  }
  return (
    <TextInput
      label={<Optional>{label}</Optional>}
      description={description}
      name={name}
      data-field={name}
      autoComplete="off"
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        const names = namesIn(event.currentTarget.value)
        onChange(names.length > 0 ? names : undefined)
      }}
      error={error}
    />
  )
}

function namesIn(text: string): string[] {
  const names = text.split(/[,;\n]/).map((one) => one.trim())
  return [...new Set(names.filter(Boolean))]
}
