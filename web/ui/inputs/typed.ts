import type { ReactNode } from 'react'

/** What every field is told. */
export interface Typed<Value> {
  label: ReactNode
  name: string
  value: Value | undefined
  /** Only what can stand comes through; what can't stays where it was typed, with what is wrong beside it. */
  onChange(value: Value | undefined): void
  error?: string | undefined
  optional?: boolean | undefined
  description?: ReactNode
}
