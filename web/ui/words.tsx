import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { speak } from '../api/api.ts'
import { type Language, languages, type Params, sayIn } from './messages.ts'
import { common } from './words/words.ts'

export { type Language, languages } from './messages.ts'
export type Word = keyof (typeof common)['en'] & string

/** The words of one area, kept beside its screens. English is the measure of the other three. */
export interface Area<Key extends string> {
  en: Readonly<Record<Key, string>>
  hu: Readonly<Record<Key, string>>
  hy: Readonly<Record<Key, string>>
  mn: Readonly<Record<Key, string>>
}

/** The languages by the names they give themselves. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  hu: 'Magyar',
  hy: 'Հայերեն',
  mn: 'Монгол',
}

/** A method, so that who knows an area's words too may stand where only the common ones are wanted. */
export type Say<Key extends string = Word> = {
  bivarianceHack(word: Key, params?: Params): string
}['bivarianceHack']

interface Speaking {
  language: Language
  /** Longer and accented English, to see where a layout gives way: `?pseudo` in the address. */
  pseudo: boolean
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
  const [pseudo] = useState(() => new URLSearchParams(location.search).has('pseudo'))
  speak(language)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const speaking = useMemo<Speaking>(
    () => ({
      language,
      pseudo,
      choose(chosen) {
        localStorage.setItem(KEPT, chosen)
        setLanguage(chosen)
      },
      suggest(suggested) {
        if (!wishedLanguage() && isLanguage(suggested)) setLanguage(suggested)
      },
    }),
    [language, pseudo],
  )
  return <Spoken value={speaking}>{children}</Spoken>
}

/** The words of everybody and, when one is named, of an area; and the language that they are in. */
export function useWords(): Speaking & { say: Say }
export function useWords<Key extends string>(area: Area<Key>): Speaking & { say: Say<Key | Word> }
export function useWords(area?: Area<string>): Speaking & { say: Say<string> } {
  const speaking = useContext(Spoken)
  if (!speaking) throw new Error('no language around this')
  const { language, pseudo } = speaking
  const say = useMemo<Say<string>>(() => {
    const own: Record<string, string> = area?.[language] ?? {}
    const shared: Record<string, string> = common[language]
    return (word, params) => sayIn(language, own[word] ?? shared[word] ?? word, params, pseudo)
  }, [area, language, pseudo])
  return { ...speaking, say }
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
  return languages.some((language) => language === text)
}
