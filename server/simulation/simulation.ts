import { type Business, businessOf } from '../businesses/businesses.ts'
import { type Database, inBusiness } from '../platform/database.ts'
import { endOfShopDay, type ProgrammeDocument } from '../programme/programme.ts'
import { type Answer, answerOf } from './answer.ts'
import { type Behaviour, behaviourOf } from './behaviour.ts'
import { boundBy } from './bound.ts'
import { type Size, sizeOf } from './past.ts'
import { play } from './play.ts'
import { costsOfPrizes, namesOf } from './reading.ts'

/**
 * What a programme would have come to: any document played over the business's own past purchases, customer by customer,
 * by the very decisions of the till (`award`, the ledger's book, stamps, tiers, returns). It writes nothing. Point for
 * point it is what importing the same purchases under that programme would have given.
 */

export type { Answer } from './answer.ts'

export interface Simulation {
  document: ProgrammeDocument
  /** Shop days, both counted; everything when left out. */
  from?: string | undefined
  until?: string | undefined
  behaviour?: { [Part in keyof Behaviour]?: Behaviour[Part] | undefined } | undefined
  /** Of 100 of sales, how many are left after what the goods cost: for what the programme must bring in. */
  marginPercent?: number | undefined
  /** Gifts of joining, for those who joined within the span. */
  joiningGifts?: boolean | undefined
  /** Play also with a cap that would bound what one customer may cost. */
  withCap?: boolean | undefined
  /** Look at no more than about so many purchases: then every nth customer is played, and what is said is scaled up. */
  mostPurchases?: number | undefined
  onProgress?: ((done: number, of: number) => void) | undefined
}

export const usualMarginPercent = 40

/** Plays a programme over the past. */
export async function simulate(database: Database, businessId: string, wish: Simulation): Promise<Answer> {
  const business = await inBusiness(database, businessId, businessOf)
  const { document } = wish
  const size = await sizeOf(database, businessId, {
    currency: business.currency,
    from: wish.from ?? '0001-01-01',
    until: wish.until ?? '9999-12-31',
  })
  const span = {
    from: wish.from ?? size.first ?? '0001-01-01',
    until: wish.until ?? size.last ?? '0001-01-01',
  }
  const every = Math.max(1, Math.ceil(size.purchases / (wish.mostPurchases ?? size.purchases + 1)))
  const behaviour = behaviourOf(document, {
    ...wish.behaviour,
    prizeMinor: { ...(await costsOfPrizes(database, businessId, document)), ...wish.behaviour?.prizeMinor },
  })
  const now = endOfShopDay(Temporal.PlainDate.from(span.until), business.timeZone, document.dayEndsAt)
  const playing = {
    ...{ document, behaviour, now, joiningGifts: wish.joiningGifts ?? true },
    countedFromMs: startOf(span.from, business, document),
  }
  const past = {
    ...{ currency: business.currency, until: span.until, every },
    from: warmUpFrom(span.from, size, document, wish),
  }
  const rounds = wish.withCap ? 2 : 1
  const expected = Math.ceil(size.purchases / every)
  const onProgress = (round: number) => (done: number) =>
    wish.onProgress?.(round * expected + Math.min(done, expected), rounds * expected)
  const sums = await play(database, business, past, { ...playing, onProgress: onProgress(0) })
  const cap = wish.withCap ? boundBy(document, sums) : null
  const capped = cap
    ? await play(database, business, past, { ...playing, document: cap.document, onProgress: onProgress(1) })
    : null
  wish.onProgress?.(rounds * expected, rounds * expected)
  const names = await namesOf(database, businessId, sums.top)
  return answerOf(sums, {
    ...{ business, document, behaviour, span, size, every, names },
    marginPercent: wish.marginPercent ?? usualMarginPercent,
    capped: cap && capped ? { cap: cap.cap, sums: capped } : null,
  })
}

function startOf(day: string, { timeZone }: Business, { dayEndsAt }: ProgrammeDocument): number {
  const before = Temporal.PlainDate.from(day).subtract({ days: 1 })
  return endOfShopDay(before, timeZone, dayEndsAt).epochMilliseconds
}

// Tiers look back over a year as a rule; more than that is read only when all of the past is asked for.
const WARM_UP_MONTHS = 13

/** Tiers stand on what was bought before: it is played, too, but not counted. Remainders and cards begin empty. */
function warmUpFrom(from: string, size: Size, { tiers }: ProgrammeDocument, wish: Simulation): string {
  if (!tiers || wish.from === undefined || size.first === null) return from
  return Temporal.PlainDate.from(from).subtract({ months: WARM_UP_MONTHS }).toString()
}
