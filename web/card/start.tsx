import '../ui/fonts.css'
import '../ui/tokens.css'
import './page.css'
import { render } from 'preact'
import type { ReactNode } from 'react'
import type { Language } from '../ui/messages.ts'
import { type Speech, Spoken, speechOf, wordsOf } from './speech.ts'

/** What the server has put into the page. */
export function firstOf<First>(): First & { language: Language } {
  return JSON.parse(document.getElementById('first')!.textContent!)
}

/** Shows a page in a language, once its words are there; again when another is chosen. */
export async function show(
  language: Language,
  timeZone: string,
  page: (speech: Speech, choose: (other: Language) => void) => ReactNode,
): Promise<void> {
  const speech = speechOf(language, await wordsOf(language), timeZone)
  document.documentElement.lang = language
  const choose = (other: Language) => void show(other, timeZone, page)
  render(
    // A new key for each language: what was said in the other one is built anew.
    <Spoken.Provider value={speech} key={language}>
      {page(speech, choose)}
    </Spoken.Provider>,
    document.getElementById('root')!,
  )
}
