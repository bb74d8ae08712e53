import { createContext } from 'react'
import type { Path, Programme } from './document.ts'

/** What every field of the editor may need to know: the programme, what things are called, what is wrong where. */
export interface EditingHere {
  programme: Programme
  /** The shop's own language: in it texts are written first. */
  main: string
  nameOf(thing: { id: string; name?: unknown }): string
  faultAt(path: Path): string | undefined
}

export const Editing = createContext<EditingHere>({
  programme: {} as Programme,
  main: 'en',
  nameOf: ({ id }) => id,
  faultAt: () => undefined,
})
