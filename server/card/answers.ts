import { nowOf } from '../businesses/businesses.ts'
import {
  type AnsweredPart,
  type AttributeDefinition,
  attributesOf,
  type CustomerShown,
} from '../customers/customers.ts'
import { statement, type Tx } from '../platform/database.ts'
import type { CustomerId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import type { ProgrammeDocument } from '../programme/programme.ts'
import { thankForAnswers } from '../till/till.ts'
import { type CardSettings, cardSettingsOf } from './setting.ts'
import { named, pointWords, stampWords } from './shown.ts'

/** A question of the owner's as a customer reads it. */
export function askedOf({ key, type, labels, choices, required }: AttributeDefinition, language: Language) {
  return {
    ...{ key, type, required, label: named(labels as Record<string, string>, language) ?? key },
    choices: choices.map((choice) => ({
      key: choice.key,
      label: named(choice.labels as Record<string, string>, language) ?? choice.key,
    })),
  }
}

/** What answering brings, as it is counted out loud; null where it brings nothing, or nothing that is still there. */
export function giftSaid(gift: CardSettings['answersGift'], document: ProgrammeDocument, language: Language) {
  if (!gift) return null
  if ('points' in gift)
    return document.points
      ? { kind: 'points' as const, count: gift.points, words: pointWords(document, language) }
      : null
  const { card, count } = gift.stamps
  return document.stampCards.some(({ id }) => id === card)
    ? { kind: 'stamps' as const, count, words: stampWords(document, card, language) }
    : null
}

const claim = statement<{ id: CustomerId }>(
  'card.claim_answer_gift',
  `insert into answer_gifts (business_id, customer_id, unit, amount) values ($1, $2, $3, $4)
   on conflict do nothing returning customer_id as id`,
)
const given = statement<{ id: CustomerId }>(
  'card.answer_gift',
  'select customer_id as id from answer_gifts where business_id = $1 and customer_id = $2',
)

/**
 * A small gift for answering, at once; nothing is expected for it, it is the same whatever was answered, and it comes
 * once in a customer's life. Her row is locked by whoever keeps her answers, so that two devices come one after the
 * other; the key of the table is the second wall.
 */
export const thankOnce: AnsweredPart = async (tx, { customerId, keys, actor }) => {
  const { answersGift } = await cardSettingsOf(tx)
  if (!answersGift || (await wasThanked(tx, customerId))) return
  const questions = await attributesOf(tx)
  if (!questions.some(({ key, askedAtJoining }) => askedAtJoining && keys.includes(key))) return
  const now = await nowOf(tx)
  const got = await thankForAnswers(tx, { customerId, gift: answersGift, actor, now })
  if (got) await tx.rows(claim, [tx.businessId, customerId, got.unit, got.amount])
}

/** Whether she has had the gift for answering. */
export async function wasThanked(tx: Tx, customerId: CustomerId): Promise<boolean> {
  const rows = await tx.rows(given, [tx.businessId, customerId])
  return rows.length > 0
}

const merge = statement(
  'card.merge_answer_gifts',
  `insert into answer_gifts (business_id, customer_id, unit, amount, given_at)
   select business_id, $3, unit, amount, given_at from answer_gifts where business_id = $1 and customer_id = $2
   on conflict do nothing`,
)

/** Who was thanked under either of two names was thanked. */
export function mergeAnswerGifts(tx: Tx, from: CustomerId, into: CustomerId): void {
  tx.write(merge, [tx.businessId, from, into])
}

/** The owner's questions that she has not answered yet, with what answering brings; null where it brings nothing more. */
export async function askingOf(
  tx: Tx,
  customer: CustomerShown,
  { customerId, document }: { customerId: CustomerId; document: ProgrammeDocument },
  language: Language,
) {
  const [{ answersGift }, questions] = await Promise.all([cardSettingsOf(tx), attributesOf(tx)])
  const gift = giftSaid(answersGift, document, language)
  const open = questions.filter(
    ({ key, askedAtJoining }) => askedAtJoining && customer.attributes[key] === undefined,
  )
  if (!gift || open.length === 0 || (await wasThanked(tx, customerId))) return null
  return { gift, questions: open.map((one) => askedOf(one, language)) }
}
