import { businessOf } from '../businesses/businesses.ts'
import {
  addConsent,
  attributesOf,
  createCustomer,
  findCustomer,
  normalEmail,
} from '../customers/customers.ts'
import { lookOf } from '../looks/looks.ts'
import type { Tx } from '../platform/database.ts'
import { type CustomerId, readId, showId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import { currentVersion } from '../programme/programme.ts'
import { listRewards } from '../rewards/rewards.ts'
import { askedOf, giftSaid } from './answers.ts'
import { askToConfirm, consentOf, consentsAsked } from './consents.ts'
import { type Challenge, startRecovery } from './recovery.ts'
import { cardSettingsOf, type Purpose } from './setting.ts'
import { named, pointWords, stampWords } from './shown.ts'
import { wordingOf } from './words.ts'

/** Everything that the page for joining shows. */
export async function joinPage(tx: Tx, language: Language) {
  const [business, look, { document }, questions, settings] = await Promise.all([
    businessOf(tx),
    lookOf(tx),
    currentVersion(tx),
    attributesOf(tx),
    cardSettingsOf(tx),
  ])
  const { joining } = document
  const gifts = [
    ...(joining?.points
      ? [{ kind: 'points' as const, count: joining.points, words: pointWords(document, language) }]
      : []),
    ...(joining?.stamps
      ? [
          {
            kind: 'stamps' as const,
            count: joining.stamps.count,
            words: stampWords(document, joining.stamps.card, language),
          },
        ]
      : []),
    ...(joining?.rewardId ? await rewardNamed(tx, joining.rewardId, language) : []),
  ]
  return {
    business: {
      ...{ id: showId('business', tx.businessId), name: business.name, demo: business.sandbox },
      ...{ country: business.country, language: business.language },
    },
    look,
    gifts,
    stampCard: firstStampCard(document, language),
    questions: questions.filter(({ askedAtJoining }) => askedAtJoining).map((one) => askedOf(one, language)),
    answersGift: giftSaid(settings.answersGift, document, language),
    consents: {
      email: await consentsAsked(tx, ['email'], language),
      phone: await consentsAsked(tx, ['sms'], language),
    },
  }
}

type Document = Awaited<ReturnType<typeof currentVersion>>['document']

/** The card that she would get, drawn on the page. */
function firstStampCard({ stampCards, joining }: Document, language: Language) {
  const [card] = stampCards
  if (!card) return null
  return {
    size: card.size,
    has: joining?.stamps?.card === card.id ? Math.min(joining.stamps.count, card.size) : 0,
    prizes: card.prizes.map(({ at, name, icon, picture = null }) => ({
      ...{ at, name: named(name, language) ?? '', icon, picture },
    })),
  }
}

async function rewardNamed(tx: Tx, id: string, language: Language) {
  const rewardId = readId('reward', id)
  const [reward] = rewardId ? await listRewards(tx, { ids: [rewardId], limit: 1 }) : []
  return reward ? [{ kind: 'reward' as const, name: named(reward.name, language) ?? '' }] : []
}

export interface JoinWish {
  name: string
  email?: string | undefined
  phone?: string | undefined
  language: Language
  /** The purposes she ticked. */
  agrees: Purpose[]
  answers: Record<string, string | number | boolean>
}

export type Joined = { customerId: CustomerId } | Challenge

/**
 * Joins somebody, or finds that she is here already: then nothing is changed, nothing of her is told, and the way to
 * her card is a code to her own address, or the counter.
 */
export async function joinByCard(tx: Tx, wish: JoinWish, publicUrl: string): Promise<Joined> {
  const { name, email, phone, language, answers } = wish
  for (const key of [email === undefined ? [] : { email }, phone === undefined ? [] : { phone }].flat()) {
    if (await findCustomer(tx, key)) return startRecovery(tx, key, language)
  }
  const actor = { kind: 'customer', id: null } as const
  const attributes = Object.keys(answers).length > 0 ? { attributes: answers } : {}
  const customerId = await createCustomer(
    tx,
    { name, email, phone, language, acquisition: 'join page', ...attributes },
    actor,
    { answering: true },
  )
  await writeConsents(tx, customerId, wish, publicUrl)
  return { customerId }
}

async function writeConsents(
  tx: Tx,
  customerId: CustomerId,
  { agrees, email, phone, language }: JoinWish,
  publicUrl: string,
): Promise<void> {
  const actor = { kind: 'customer', id: customerId } as const
  for (const purpose of agrees) {
    for (const channel of [...(email ? ['email' as const] : []), ...(phone ? ['sms' as const] : [])]) {
      const input = consentOf({ purpose, channel, given: true, language, source: 'join page' })
      const consentId = await addConsent(tx, customerId, input, actor)
      if (!input.doubleOptIn || !email) continue
      const what = wordingOf(purpose, language)
      await askToConfirm(tx, {
        customerId,
        consentId,
        email: normalEmail(email) ?? email,
        what,
        language,
        publicUrl,
      })
    }
  }
}
