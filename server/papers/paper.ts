import { businessOf } from '../businesses/businesses.ts'
import { type Look, logoAsPng, lookOf } from '../looks/looks.ts'
import type { Tx } from '../platform/database.ts'
import { showId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import {
  currentVersion,
  inLanguage,
  programmeSentences,
  type StampCard,
  say,
} from '../programme/programme.ts'

/** Everything that a paper may tell. */
export interface Paper {
  business: string
  look: Look
  logo: Buffer | null
  language: Language
  /** Where the code leads. */
  joinUrl: string
  /** The gift for joining, as sentences. */
  gift: string[]
  /** What regulars get, in a sentence. */
  promise: string | null
  card: { card: StampCard; prizes: { at: number; name: string }[] } | null
}

/** Gathers what a paper of the transaction's business tells, in a language or its own. */
export async function paperOf(
  tx: Tx,
  { publicUrl, language: wished }: { publicUrl: string; language?: Language | undefined },
): Promise<Paper> {
  const [business, look, logo, { document }] = await Promise.all([
    businessOf(tx),
    lookOf(tx),
    logoAsPng(tx),
    currentVersion(tx),
  ])
  const language = wished ?? business.language
  const listener = { currency: business.currency, words: { point: document.points?.name } }
  const said = programmeSentences(document, language)
  const sentences = (about: (path: (string | number)[]) => boolean) =>
    said.filter(({ path }) => about(path)).map((one) => say(language, one, listener))
  const [card] = document.stampCards
  const last = card?.prizes.findIndex(({ at }) => at === card.size) ?? -1
  const promises = card
    ? sentences(
        ([first, index, field, place]) =>
          [first, index, field, place].join() === ['stampCards', 0, 'prizes', Math.max(0, last)].join(),
      )
    : [
        ...sentences((path) => path.join('.') === 'points.spend'),
        ...sentences((path) => path.join('.') === 'points.worth'),
        ...sentences(([first]) => first === 'rules'),
      ]
  return {
    business: business.name,
    look,
    logo,
    language,
    joinUrl: `${publicUrl}/join/${showId('business', business.businessId)}`,
    gift: sentences(([first, field]) => first === 'joining' && field !== 'note'),
    promise: promises[0] ?? null,
    card: card
      ? { card, prizes: card.prizes.map(({ at, name }) => ({ at, name: inLanguage(name, language) })) }
      : null,
  }
}
