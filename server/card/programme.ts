import { businessOf, locationsOf } from '../businesses/businesses.ts'
import type { Tx } from '../platform/database.ts'
import type { Language } from '../platform/refusals.ts'
import { currentVersion, inLanguage, programmeSentences, say } from '../programme/programme.ts'

/** Of a chain with more, a card shows the first. */
const PLACES_AT_MOST = 30

/** What the programme expects and gives, in plain words, by what it is about; and where the shop is to be found. */
export async function programmeTold(tx: Tx, language: Language) {
  const [{ currency }, { document }, locations] = await Promise.all([
    businessOf(tx),
    currentVersion(tx),
    locationsOf(tx, null, 200),
  ])
  const listener = { currency, words: { point: document.points?.name } }
  const said = programmeSentences(document, language).map(({ path, ...sentence }) => ({
    about: aboutOf(String(path[0])),
    text: say(language, sentence, listener),
  }))
  const tiers = document.tiers?.levels.map(({ id, name }) => ({ id, name: inLanguage(name, language) })) ?? []
  const places = locations
    .filter(({ closedAt, address, phone }) => !closedAt && (address || phone))
    .slice(0, PLACES_AT_MOST)
    .map(({ name, address, phone }) => ({ name, address, phone }))
  return { sentences: said, tiers, places }
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
