/** Small programmes and purchases for the tests of this folder. */
import type { Award, Basket, BasketLine, Member } from './award.ts'
import { type ProgrammeDocument, type ProgrammeDraft, programmeDocument } from './document.ts'

export const zone = 'Europe/Budapest'
export const at = (local: string) => Temporal.ZonedDateTime.from(`${local}[${zone}]`).toInstant()
// A Friday.
export const noon = at('2026-07-31T12:00')

export const terms = {
  name: 'point|points',
  worth: null,
  expiry: { kind: 'never' as const },
  pendingDays: 0,
  debt: 'negative' as const,
  spend: null,
}
export const onePer = (perMinor: number) => ({ id: 'spend', kind: 'amount' as const, perMinor, give: 1 })
export const card = (id: string) => ({
  id,
  name: id,
  size: 10,
  prizes: [{ at: 10, name: 'coffee' }],
  mode: 'automatic' as const,
  expiry: { kind: 'never' as const },
  debt: 'clamp' as const,
})

export function programme(draft: Partial<ProgrammeDraft>): ProgrammeDocument {
  return programmeDocument.parse({ format: 1, points: terms, rules: [], ...draft })
}

export function line(earningMinor: number, more: Partial<BasketLine> = {}): BasketLine {
  return { line: 0, kind: 'goods', quantityMilli: 1_000, earningMinor, ...more }
}

export function basket(lines: BasketLine[], more: Partial<Basket> = {}): Basket {
  const totalMinor = lines.reduce((sum, { earningMinor }) => sum + earningMinor, 0)
  return { occurredAt: noon, timeZone: zone, locationId: null, lines, totalMinor, ...more }
}

export const nobody: Member = { tierId: null, carried: {}, capUsed: {}, visitedToday: false }
export const amountOf = ({ grants }: Award) => grants.reduce((sum, { amount }) => sum + amount, 0)
