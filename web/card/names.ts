import type { Language } from '../ui/messages.ts'

/** The languages by the names they give themselves. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  hu: 'Magyar',
  hy: 'Հայերեն',
  mn: 'Монгол',
}
