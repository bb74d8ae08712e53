import { openBook } from '../ledger/ledger.ts'
import type { Tx } from '../platform/database.ts'
import type { CustomerId } from '../platform/ids.ts'
import { openCode } from '../rewards/rewards.ts'
import type { RingUpRequest } from '../till/till.ts'
import type { Stage } from './living.ts'
import type { Person } from './people.ts'
import type { Buying } from './story.ts'

// A little less than the ready programme gives them.
const PRIZE_DAYS = 89

/** Notes the prizes that a purchase has won, and the one it has used. */
export function keepCodes(
  { codes, shop }: Stage,
  person: Person,
  { at, text, used }: { at: Temporal.Instant; text: string; used: string | undefined },
): void {
  const { stamps } = JSON.parse(text) as { stamps: { prizes: { sealed: string }[] }[] }
  const won = stamps.flatMap(({ prizes }) => prizes)
  const open = (codes.get(person) ?? []).filter(({ code }) => code !== used)
  const until = at.add({ hours: 24 * PRIZE_DAYS })
  const more = won.map(({ sealed }) => ({
    code: openCode(shop.businessId, Buffer.from(sealed, 'base64')),
    until,
  }))
  codes.set(person, [...open, ...more])
}

/** What she would like to use, if she has it by now. */
export async function wished(
  tx: Tx,
  stage: Stage,
  { wish, at, person, lines }: Buying,
  id: CustomerId,
): Promise<RingUpRequest['redeem']> {
  if (wish === null) return undefined
  if (wish === 'prize') {
    const open = stage.codes.get(person!)?.find(({ until }) => Temporal.Instant.compare(at, until) < 0)
    return open && { voucher: open.code }
  }
  const { rewards, spend, shop } = stage
  const holder = { kind: 'customer' as const, id }
  const book = await openBook(tx, { holders: [holder], timeZone: shop.timeZone })
  const { balance } = book.balanceOf(holder, 'points')
  if (wish === 'reward') {
    const within = rewards.filter(({ points }) => points !== null && points <= balance)
    return within.length === 0 ? undefined : { rewardId: within.at(-1)!.rewardId }
  }
  if (!spend) return undefined
  const price = lines.reduce(
    (sum, { unitPrice, quantity, discount }) => sum + unitPrice * quantity - discount,
    0,
  )
  const steps = Math.floor(Math.min(balance / spend.points, price / spend.minor))
  return steps > 0 ? { points: steps * spend.points } : undefined
}
