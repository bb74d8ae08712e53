import { z } from 'zod'
import { showId, showMaybe } from '../platform/ids.ts'
import { type Language, type RefusalCode, refusals, refusalText } from '../platform/refusals.ts'
import type { Errand } from './errand.ts'

/** An errand as it is answered; what is particular of its kind stands beside it. */
export const shownErrand = z.object({
  id: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  cancelling: z.boolean().describe('It was asked to stop and has not heard yet.'),
  stalled: z.boolean().describe('Whoever carried it out has fallen silent: it is taken up again by itself.'),
  phase: z.string().nullable(),
  done: z.number(),
  total: z.number(),
  problem: z.object({ code: z.string(), detail: z.string(), field: z.string().nullable() }).nullable(),
  by: z.object({ kind: z.string(), id: z.string().nullable() }),
  askedAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
})
export type ShownErrand = z.output<typeof shownErrand>

export function showErrand(errand: Errand, language: Language): ShownErrand {
  const { errandId, state, stalled, phase, done, total, byKind, byId } = errand
  return {
    ...{ id: showId('errand', errandId), state, stalled, phase, done, total },
    cancelling: state === 'running' && errand.cancelAskedAt !== null,
    problem: errand.problem && told(errand.problem, language),
    by: { kind: byKind, id: showMaybe(byKind === 'key' ? 'apiKey' : 'staff', byId) },
    askedAt: errand.askedAt.toString(),
    startedAt: errand.startedAt?.toString() ?? null,
    finishedAt: errand.finishedAt?.toString() ?? null,
  }
}

function told({ code, said, field, params }: NonNullable<Errand['problem']>, language: Language) {
  const known = code in refusals ? (code as RefusalCode) : undefined
  if (!known) return { code, detail: internal[language], field }
  const detail = refusalText(known, language, params)
  // What was said beside the closed list is more exact, in English only.
  const more = said && said !== refusals[known].en && language === 'en' ? said : detail
  return { code, detail: more, field }
}

const internal: Record<Language, string> = {
  en: 'This is our fault. What was done until then stays; it is safe to try again.',
  hu: 'Ez a mi hibánk. Ami addig elkészült, megmarad; nyugodtan próbáld újra.',
  hy: 'Սա մեր մեղքն է։ Մինչ այդ արվածը մնում է, կարող եք կրկին փորձել։',
  mn: 'Энэ бол бидний алдаа. Түүнээс өмнө хийгдсэн нь хэвээр үлдэнэ; дахин оролдож болно.',
}
