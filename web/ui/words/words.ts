import { en } from './en.ts'
import { hu } from './hu.ts'
import { hy } from './hy.ts'
import { mn } from './mn.ts'

/** The words that every screen may use. An area's own stand in a folder `words` beside its screens. */
export const common = { en, hu, hy, mn }
