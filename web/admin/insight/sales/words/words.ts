import { en } from './en.ts'
import { hu } from './hu.ts'
import { hy } from './hy.ts'
import { mn } from './mn.ts'

export const words = { en, hu, hy, mn }
