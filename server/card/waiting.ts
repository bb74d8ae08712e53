import { businessOf } from '../businesses/businesses.ts'
import { statement, type Tx } from '../platform/database.ts'
import { type CustomerId, type RewardId, showId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import type { LocalText } from '../programme/programme.ts'
import { type Benefit, listRedemptions, listVouchers, openCode } from '../rewards/rewards.ts'
import { named } from './shown.ts'

/** How many things at once wait for somebody is bounded by what a phone can show. */
export const WAITING = 50

/** What waits for her: reserved rewards and vouchers of her own, the soonest end first. */
export async function waitingFor(
  tx: Tx,
  { customerId, now }: { customerId: CustomerId; now: Temporal.Instant },
  language: Language,
) {
  const hers = { customerId, limit: WAITING }
  const [reserved, vouchers] = await Promise.all([
    listRedemptions(tx, { ...hers, state: 'reserved' }),
    listVouchers(tx, { ...hers, state: 'open', now }),
  ])
  const [places, { currency }] = await Promise.all([
    placesNamed(
      tx,
      vouchers.map(({ locationIds }) => locationIds),
    ),
    businessOf(tx),
  ])
  const said = { language, currency }
  const shown = [
    ...reserved.map((one) => ({
      kind: 'reserved' as const,
      id: showId('redemption', one.redemptionId),
      ...thing(tx, one, { until: one.expiresAt, ...said }),
      ...{ from: null, places: [] as string[] },
    })),
    ...vouchers.map((one) => ({
      kind: one.source,
      id: showId('voucher', one.voucherId),
      ...thing(tx, one, { until: one.validUntil, ...said }),
      from:
        one.validFrom && Temporal.Instant.compare(one.validFrom, now) > 0 ? one.validFrom.toString() : null,
      places: places(one.locationIds),
    })),
  ]
  return shown.sort((a, b) => (a.until ?? '9').localeCompare(b.until ?? '9'))
}

function thing(
  tx: Tx,
  one: { name: LocalText | null; benefit: Benefit; rewardId: RewardId | null; sealed: Buffer | null },
  { until, language, currency }: { until: Temporal.Instant | null; language: Language; currency: string },
) {
  const { name, benefit, rewardId, sealed } = one
  return {
    name: named(name, language) ?? named('text' in benefit ? benefit.text : null, language) ?? '',
    benefit: benefit.kind,
    worth: worthOf(benefit, currency),
    reward: rewardId && showId('reward', rewardId),
    until: until?.toString() ?? null,
    code: sealed && openCode(tx.businessId, sealed),
  }
}

/** The figures of a benefit, for the words that say what it is worth; null where its name says it all. */
function worthOf(benefit: Benefit, currency: string) {
  switch (benefit.kind) {
    case 'percent':
      return {
        percent: benefit.percent,
        amountMinor: null,
        currency,
        mostMinor: benefit.maxMinor ?? null,
      }
    case 'amount':
    case 'gift_card':
      return { percent: null, amountMinor: benefit.amountMinor, currency: benefit.currency, mostMinor: null }
    default:
      return null
  }
}

const readPlaces = statement<{ id: string; name: string }>(
  'card.places',
  'select location_id as id, name from locations where business_id = $1 and location_id = any($2)',
)

/** What places are called; asked only where something is tied to one. Empty: everywhere. */
async function placesNamed(tx: Tx, wanted: (string[] | null)[]): Promise<(ids: string[] | null) => string[]> {
  const ids = [...new Set(wanted.flatMap((some) => some ?? []))]
  const found = ids.length > 0 ? await tx.rows(readPlaces, [tx.businessId, ids]) : []
  const names = new Map(found.map(({ id, name }) => [id, name]))
  return (some) => (some ?? []).flatMap((id) => names.get(id) ?? [])
}

type Waiting = Awaited<ReturnType<typeof waitingFor>>[number]

/** With the picture or drawing of the reward that it is, or of the prize of that name on her stamp cards. */
export function withPictures(
  waiting: readonly Waiting[],
  stampCards: readonly { prizes: { name: string; icon?: string | undefined; picture: string | null }[] }[],
  rewards: readonly { id: string; image: string | null }[],
) {
  const pictures = new Map(rewards.map(({ id, image }) => [id, image]))
  const prizes = stampCards.flatMap((card) => card.prizes)
  return waiting.map(({ reward, ...one }) => {
    const prize = one.kind === 'prize' ? prizes.find(({ name }) => name === one.name) : undefined
    return {
      ...one,
      picture: pictures.get(reward ?? '') ?? prize?.picture ?? null,
      icon: prize?.icon ?? null,
    }
  })
}
