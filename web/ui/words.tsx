import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { speak } from '../api/api.ts'
import { en, type Word, type Words } from './words/en.ts'
import { hu } from './words/hu.ts'
import { hy } from './words/hy.ts'
import { mn } from './words/mn.ts'

const catalogue = { en, hu, hy, mn } satisfies Record<string, Words>
export type Language = keyof typeof catalogue
export type { Word }

/** The languages by the names they give themselves. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  hu: 'Magyar',
  hy: 'Հայերեն',
  mn: 'Монгол',
}
export const languages = Object.keys(catalogue) as Language[]

type Say = (word: Word, params?: Record<string, string>) => string

interface Speaking {
  language: Language
  say: Say
  /** What a person has chosen stays chosen on this device. */
  choose(language: Language): void
  /** A language to start in, for somebody whose browser asks for none of ours. */
  suggest(language: string): void
}

const Spoken = createContext<Speaking | undefined>(undefined)
const KEPT = 'regulars.language'

/** Gives everything inside the words of one language. */
export function Speaking({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage)
  speak(language)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const speaking = useMemo<Speaking>(
    () => ({
      language,
      say: (word, params) => fill(catalogue[language][word], params),
      choose(chosen) {
        localStorage.setItem(KEPT, chosen)
        setLanguage(chosen)
      },
      suggest(suggested) {
        if (!wishedLanguage() && isLanguage(suggested)) setLanguage(suggested)
      },
    }),
    [language],
  )
  return <Spoken value={speaking}>{children}</Spoken>
}

/** The words, and the language they are in. */
export function useWords(): Speaking {
  const speaking = useContext(Spoken)
  if (!speaking) throw new Error('no language around this')
  return speaking
}

function fill(text: string, params: Record<string, string> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole)
}

function firstLanguage(): Language {
  return wishedLanguage() ?? 'en'
}

/** What the person has chosen here, or her browser asks for. */
function wishedLanguage(): Language | undefined {
  const wishes = [localStorage.getItem(KEPT) ?? '', ...navigator.languages]
  return wishes.map((wish) => wish.slice(0, 2)).find(isLanguage)
}

function isLanguage(text: string): text is Language {
  return text in catalogue
}
