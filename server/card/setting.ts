import { z } from 'zod'
import { businessOf } from '../businesses/businesses.ts'
import type { Tx } from '../platform/database.ts'

/** What a customer may be asked to agree to when she joins, and later on her card. */
export const purposes = ['marketing', 'surveys'] as const
export type Purpose = (typeof purposes)[number]

const gift = z.union([
  z.strictObject({ points: z.int().min(1).max(1_000_000) }),
  z.strictObject({ stamps: z.strictObject({ card: z.string().max(40), count: z.int().min(1).max(100) }) }),
])

/** The part of a business's settings that is about its card: `settings.card`. What is not right in it is left out. */
const cardSettings = z.object({
  purposes: z.array(z.enum(purposes)).max(purposes.length).default(['marketing']).catch(['marketing']),
  /** What she gets at once for answering the owner's questions, whatever she answers. */
  answersGift: gift.nullable().default(null).catch(null),
})
export type CardSettings = z.output<typeof cardSettings>

export async function cardSettingsOf(tx: Tx): Promise<CardSettings> {
  const { settings } = await businessOf(tx)
  return cardSettings.parse(settings.card ?? {})
}
