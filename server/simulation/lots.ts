import { expiryOf, type Grant, type ProgrammeDocument, shopDayOf } from '../programme/programme.ts'
import { cardOf } from '../till/till.ts'
import type { Ground } from './member.ts'

/** How a grant's lot lives on. */
export function lotTerms({ unit, amount, availableAt, expiresAt, graceDays, debt }: Grant) {
  const ripensAt = availableAt instanceof Temporal.Instant ? availableAt : null
  return { unit, amount, expiresAt, graceDays, debt, ripe: availableAt === null, ripensAt }
}

/** How a gift's lot lives on: by the terms of its unit. */
export function termsOf(document: ProgrammeDocument, unit: string, at: Temporal.Instant, timeZone: string) {
  const terms = cardOf(document, unit) ?? document.points
  const expiry = terms?.expiry ?? { kind: 'never' as const }
  return {
    expiresAt: expiryOf(expiry, at, timeZone, document.dayEndsAt),
    graceDays: 'graceDays' in expiry ? expiry.graceDays : 0,
    debt: terms?.debt ?? ('clamp' as const),
  }
}

/** What the joining gift is at a moment. A seasonal card that is out of season gets no stamp. */
export function joiningUnits({ version, business }: Ground, at: Temporal.Instant) {
  const { joining, stampCards } = version.document
  const units: { unit: string; amount: number }[] = []
  if (joining?.points) units.push({ unit: 'points', amount: joining.points })
  const card = stampCards.find(({ id }) => id === joining?.stamps?.card)
  if (!joining?.stamps || !card) return units
  const today = shopDayOf(at, business.timeZone).iso
  const season = card.seasons.find(({ from, until }) => from <= today && today <= until)
  if (card.seasons.length > 0 && !season) return units
  units.push({
    unit: season ? `stamps:${card.id}:${season.id}` : `stamps:${card.id}`,
    amount: joining.stamps.count,
  })
  return units
}
