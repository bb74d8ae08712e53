import { businessOf, locationsOf, nowOf } from '../businesses/businesses.ts'
import type { Tx } from '../platform/database.ts'
import type { Caller, Language } from '../platform/http.ts'
import { showId, showMaybe } from '../platform/ids.ts'
import { inLanguage, likelyVersion, type ProgrammeDocument, shopDay } from '../programme/programme.ts'
import { type SeatWithPin, seatsAtTills } from '../staff/staff.ts'
import { cardsOf } from './reach.ts'
import { settingsIn } from './settings.ts'
import { type Till, tillsIn } from './tills.ts'

const LOCATIONS_AT_MOST = 200

/** What a device must know of its shop before anybody is served: also what it goes on with while there is no network. */
export async function deskOf(tx: Tx, caller: Caller, language: Language) {
  const [business, { document }, now] = [await businessOf(tx), await likelyVersion(tx), await nowOf(tx)]
  const [locations, seats, tills] = await Promise.all([
    locationsOf(tx, null, LOCATIONS_AT_MOST),
    seatsAtTills(tx),
    caller.tillId ? tillsIn(tx) : [],
  ])
  const till = tills.find(({ tillId }) => tillId === caller.tillId)
  const acting = seats.find(({ staffId }) => staffId === caller.actor.id)
  const today = shopDay(now, business.timeZone, document.dayEndsAt).toString()
  const { name, trade, currency, timeZone, country, sandbox } = business
  return {
    business: {
      id: showId('business', business.businessId),
      mark: business.businessId,
      ...{ name, trade, currency, timeZone, language: business.language, country, sandbox },
    },
    till: till ? showTill(till) : null,
    acting: acting ? showSeat(acting) : null,
    seats: seats.map(showSeat),
    locations: locations
      .filter(({ closedAt }) => !closedAt)
      .map((one) => ({ id: showId('location', one.locationId), name: one.name })),
    settings: settingsIn(business),
    cards: cardsOf(document, { balances: {}, rounds: {} }, { language, spoken: business.language }, today),
    points: pointsIn(document, language),
  }
}

function showSeat({ staffId, name, role, pinHash }: SeatWithPin) {
  return { id: showId('staff', staffId), name, role, hasPin: pinHash !== null }
}

export function showTill(till: Till) {
  return {
    id: showId('till', till.tillId),
    name: till.name,
    locationId: showMaybe('location', till.locationId),
    openedAt: till.openedAt.toString(),
    seenOn: till.seenOn,
    closedAt: till.closedAt?.toString() ?? null,
  }
}

/** How points come and what they are worth at the till, so that a choice can be offered before the server is asked. */
function pointsIn({ points, rules }: ProgrammeDocument, language: Language) {
  if (!points) return null
  const amount = rules.find((rule) => rule.kind === 'amount' && rule.target === 'points')
  const { spend } = points
  return {
    name: inLanguage(points.name, language),
    earn: amount?.kind === 'amount' ? { perMinor: amount.perMinor, give: amount.give } : null,
    spend: spend && {
      points: spend.points,
      minor: spend.minor,
      minPoints: spend.minPoints ?? null,
      maxPoints: spend.maxPoints ?? null,
      stepPoints: spend.stepPoints ?? null,
      maxSharePercent: spend.maxSharePercent ?? null,
    },
  }
}
