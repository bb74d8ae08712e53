import { businessOf, nowOf } from '../businesses/businesses.ts'
import { shownName } from '../customers/customers.ts'
import type { Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Language } from '../platform/http.ts'
import { type CustomerId, showId } from '../platform/ids.ts'
import {
  inLanguage,
  type LocalText,
  likelyVersion,
  shopDay,
  type Version,
  windowStart,
} from '../programme/programme.ts'
import { habitOf, measureSince } from '../purchases/purchases.ts'
import { openCode } from '../rewards/rewards.ts'
import { tierAt } from '../till/till.ts'
import { favouritesOf, gapOf, suggestionFor } from './habits.ts'
import { type History, historyOf, type Waiting } from './history.ts'
import { datesNear } from './near.ts'
import { cardsOf, rewardsInReach } from './reach.ts'

/** For whom a customer is shown: in which words, and whether the codes of what waits for her may be seen. */
export interface Reader {
  language: Language
  mayRedeem: boolean
}

/**
 * Who is this: what helps somebody to greet a customer as one who knows her. One statement, and one more where the
 * programme has tiers; it locks nothing.
 */
export async function regularOf(tx: Tx, id: CustomerId, reader: Reader) {
  const [business, version, now] = [await businessOf(tx), await likelyVersion(tx), await nowOf(tx)]
  const { tiers, dayEndsAt } = version.document
  const today = shopDay(now, business.timeZone, dayEndsAt)
  const byMonths = !tiers || tiers.by === 'tenureMonths'
  const [her, measure] = await Promise.all([
    historyOf(tx, id, today, now),
    byMonths
      ? { spend: 0, visits: 0, points: 0 }
      : measureSince(tx, {
          customerId: id,
          currency: business.currency,
          since: windowStart(tiers, now, business.timeZone, dayEndsAt),
        }),
  ])
  if (!her) throw new Refused('customer.not_found', undefined, { field: 'id' })
  if (her.erasedAt) throw new Refused('customer.erased', undefined, { field: 'id' })
  const standpoint = { business, version, customer: { id: her.customerId, joinedAt: her.joinedAt } }
  const tier = tierAt(standpoint, her.standing, measure, now)
  const day = today.toString()
  return {
    ...whoIs(her, business.language, day, business.timeZone),
    ...habitsOf(her, day),
    last: (her.last ?? []).map((one) => ({
      id: showId('purchase', one.id),
      at: Temporal.Instant.from(one.at).toString(),
      total: one.totalMinor - one.returnedMinor,
      lines: one.lines ?? [],
    })),
    datesNear: datesNear(her, today),
    notes: (her.notes ?? []).map(({ text, at, by }) => ({
      text,
      by,
      at: Temporal.Instant.from(at).toString(),
    })),
    ...linesOfHer(her),
    tier: tier && {
      id: tier.tierId,
      name: levelName(version, tier.tierId, reader.language),
      next: tier.next && {
        id: tier.next.tierId,
        name: levelName(version, tier.next.tierId, reader.language)!,
        missing: tier.next.missing,
      },
    },
    points: version.document.points
      ? {
          balance: her.balances?.points ?? 0,
          name: inLanguage(version.document.points.name, reader.language),
        }
      : null,
    credit: her.balances?.[`money:${business.currency}`] ?? 0,
    stamps: cardsOf(version.document, her, { language: reader.language, spoken: business.language }, day),
    waiting: [...(her.redemptions ?? []), ...(her.vouchers ?? [])].map((one) =>
      showWaiting(tx.businessId, one, reader),
    ),
    ...rewardsInReach(version.document, her, {
      language: reader.language,
      tierId: tier?.tierId ?? null,
      day,
    }),
  }
}

function whoIs(her: History, language: string, today: string, timeZone: string) {
  const name = shownName({ ...her, nameOrder: her.profile.nameOrder }, her.language ?? language)
  const joined = her.joinedAt?.toZonedDateTimeISO(timeZone).toPlainDate().toString() ?? null
  const since = [her.firstDay, joined].filter((day) => day !== null).sort()[0] ?? null
  return {
    id: showId('customer', her.customerId),
    name,
    /** By what to call her: what she likes to be called, else her given name. */
    greeting: her.profile.nickname ?? her.givenName ?? name,
    card: her.cards?.[0] ?? null,
    since,
    visits: her.visitDays,
    today,
  }
}

function habitsOf(her: History, today: string) {
  const visits = her.visits ?? []
  const gap = gapOf(visits.map(({ day }) => day))
  const lastDay = visits.at(-1)?.day ?? her.last?.[0]?.day ?? null
  return {
    rhythm: visits,
    gap,
    lastDay,
    slipping: habitOf({ days: her.visitDays, firstDay: her.firstDay, lastDay }, today) === 'slipping',
    favourites: favouritesOf(her.products ?? [], her.visitDays),
    suggestion: suggestionFor(her.products ?? [], visits, today),
  }
}

/** What she said of herself, for the lines at the counter. */
function linesOfHer({ profile }: History) {
  return {
    likes: [...(profile.preferences ?? []), ...(profile.interests ?? [])],
    dietary: profile.dietary ?? [],
    household: (profile.household ?? []).map(({ name, relation, note }) => ({
      name,
      relation: relation ?? null,
      note: note ?? null,
    })),
  }
}

function levelName({ document }: Version, id: string | null, language: Language): string | null {
  const level = document.tiers?.levels.find((one) => one.id === id)
  return level ? inLanguage(level.name, language) : null
}

function showWaiting(businessId: string, one: Waiting, { language, mayRedeem }: Reader) {
  const reserved = one.source === 'reserved'
  const name = (one.name ?? one.rewardName ?? one.benefit.text) as LocalText | null | undefined
  return {
    id: showId(reserved ? 'redemption' : 'voucher', one.id),
    kind: reserved ? ('redemption' as const) : ('voucher' as const),
    name: name ? inLanguage(name, language) : null,
    benefit: one.benefit.kind,
    source: one.source,
    validUntil: one.validUntil && Temporal.Instant.from(one.validUntil).toString(),
    code: mayRedeem ? openCode(businessId, Buffer.from(one.sealed, 'base64')) : null,
  }
}
