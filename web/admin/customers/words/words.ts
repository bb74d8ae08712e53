import { en } from './en.ts'
import { hu } from './hu.ts'
import { hy } from './hy.ts'
import { mn } from './mn.ts'

/** What the screens about customers say. */
export const words = { en, hu, hy, mn }

export type PeopleWord = keyof typeof en
