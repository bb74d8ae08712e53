import { en } from './en.ts'
import { hu } from './hu.ts'
import { hy } from './hy.ts'
import { mn } from './mn.ts'

/** What the screens about purchases say. */
export const words = { en, hu, hy, mn }

export type PurchaseWord = keyof typeof en
