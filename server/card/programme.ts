import { businessOf } from '../businesses/businesses.ts'
import type { Tx } from '../platform/database.ts'
import type { Language } from '../platform/refusals.ts'
import { currentVersion, inLanguage, programmeSentences, say } from '../programme/programme.ts'

/** What the programme expects and gives, in plain words, by what it is about. */
export async function programmeTold(tx: Tx, language: Language) {
  const [{ currency }, { document }] = await Promise.all([businessOf(tx), currentVersion(tx)])
  const listener = { currency, words: { point: document.points?.name } }
  const said = programmeSentences(document, language).map(({ path, ...sentence }) => ({
    about: aboutOf(String(path[0])),
    text: say(language, sentence, listener),
  }))
  const tiers = document.tiers?.levels.map(({ id, name }) => ({ id, name: inLanguage(name, language) })) ?? []
  return { sentences: said, tiers }
}

const parts: Record<string, 'earn' | 'points' | 'stamps' | 'tiers' | 'joining'> = {
  points: 'points',
  stampCards: 'stamps',
  tiers: 'tiers',
  joining: 'joining',
}

function aboutOf(part: string) {
  return parts[part] ?? 'earn'
}
