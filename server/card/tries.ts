import { createHmac, hkdfSync } from 'node:crypto'
import { type Database, inBusiness, statement } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'

/**
 * Slows down whoever tries for cards that are not hers. Counted in the database, as the limits of one process are
 * multiplied by the number of processes, and forgotten when they start anew. Beside it each code has its five tries and
 * each customer her five codes an hour, wherever they are asked for.
 */
const WINDOW_SECONDS = 600
/** From one address of the network: a whole shop on one line may look for its cards at once. */
const FROM_ONE_PLACE = 60
/** For one e-mail address or phone number, wherever it is asked from. */
const FOR_ONE_ADDRESS = 30

let key: Buffer | undefined

/** Derives the key of what is counted. Called once when the program starts. */
export function keyTries(secret: string): void {
  key = Buffer.from(hkdfSync('sha256', secret, '', 'regulars card tries', 32))
}

// Whose while is over begins anew; the row is locked, so that of many at once each counts.
const count = statement<{ tries: number; seconds: number }>(
  'card.count_door_try',
  `insert into card_tries as t (business_id, who, tries, until)
   values ($1, $2, 1, now() + make_interval(secs => $3))
   on conflict (business_id, who) do update
      set tries = case when t.until <= now() then 1 else t.tries + 1 end,
          until = case when t.until <= now() then excluded.until else t.until end
   returning tries, ceil(extract(epoch from until - now()))::int as seconds`,
)
const forget = statement(
  'card.forget_door_tries',
  `delete from card_tries where business_id = $1 and ctid in (
     select ctid from card_tries where business_id = $1 and until < now() limit 100 for update skip locked)`,
)

export interface Comer {
  /** The address of the network. */
  ip: string
  /** Where a code would go, or the number that she joins with. */
  address?: string | undefined
}

/** Counts somebody who comes to the door of the cards, and refuses when she came too often. Kept whatever follows. */
export async function countComer(
  database: Database,
  businessId: string,
  { ip, address }: Comer,
  most = { fromOnePlace: FROM_ONE_PLACE, forOneAddress: FOR_ONE_ADDRESS },
): Promise<void> {
  const wanted = [
    { who: `place ${ip}`, max: most.fromOnePlace },
    ...(address === undefined ? [] : [{ who: `address ${address.trim()}`, max: most.forOneAddress }]),
  ]
  const waits = await inBusiness(database, businessId, async (tx) => {
    tx.write(forget, [tx.businessId])
    const waits: number[] = []
    // One after the other, the place first: everybody takes these locks in one order.
    for (const { who, max } of wanted) {
      const [row] = await tx.rows(count, [tx.businessId, hashOf(tx.businessId, who), WINDOW_SECONDS])
      if (row!.tries > max) waits.push(Math.max(1, row!.seconds))
    }
    return waits
  })
  if (waits.length > 0)
    throw new Refused('request.too_many', undefined, { params: { seconds: Math.max(...waits) } })
}

function hashOf(businessId: string, who: string): Buffer {
  if (!key) throw new Error('tries are counted before openCard(secret)')
  return createHmac('sha256', key).update(`${businessId}\n${who.toLowerCase()}`).digest()
}
