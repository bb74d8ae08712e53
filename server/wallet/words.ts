import type { Language } from '../platform/refusals.ts'
import { en } from './words/en.ts'
import { hu } from './words/hu.ts'
import { hy } from './words/hy.ts'
import { mn } from './words/mn.ts'

export const words: Record<Language, Record<keyof typeof en, string>> = { en, hu, hy, mn }
