import { createHmac, hkdfSync } from 'node:crypto'
import { type Database, inBusiness } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { countGuess, type Pace } from '../platform/guesses.ts'

/**
 * Slows down whoever tries for cards that are not hers. Beside it each code has its five tries and each customer her five
 * codes an hour, wherever they are asked for.
 */
const refusal = 'request.too_many'
/** From one address of the network: a whole shop on one line may look for its cards at once. */
const FROM_ONE_PLACE: Pace = { burst: 60, secondsPerGuess: 10, refusal }
/** For one e-mail address or phone number, wherever it is asked from. */
const FOR_ONE_ADDRESS: Pace = { burst: 30, secondsPerGuess: 20, refusal }

let key: Buffer | undefined

/** Derives the key of what is counted. Called once when the program starts. */
export function keyTries(secret: string): void {
  key = Buffer.from(hkdfSync('sha256', secret, '', 'regulars card tries', 32))
}

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
  most = { fromOnePlace: FROM_ONE_PLACE.burst, forOneAddress: FOR_ONE_ADDRESS.burst },
): Promise<void> {
  const place = { ...FROM_ONE_PLACE, burst: most.fromOnePlace }
  const one = { ...FOR_ONE_ADDRESS, burst: most.forOneAddress }
  const refused = await inBusiness(database, businessId, async (tx) => {
    // One after the other, the place first: everybody takes these locks in one order.
    const first = await refusalOf(countGuess(tx, hashOf(businessId, `place ${ip}`), place))
    if (address === undefined) return first
    const second = await refusalOf(countGuess(tx, hashOf(businessId, `address ${address.trim()}`), one))
    return first ?? second
  })
  if (refused) throw refused
}

/** As a value: thrown within the work it would take the other count back. */
function refusalOf(counted: Promise<void>): Promise<Refused | undefined> {
  return counted.then(
    () => undefined,
    (error) => {
      if (error instanceof Refused) return error
      throw error
    },
  )
}

function hashOf(businessId: string, who: string): string {
  if (!key) throw new Error('tries are counted before openCard(secret)')
  return `card ${createHmac('sha256', key).update(`${businessId}\n${who.toLowerCase()}`).digest('hex')}`
}
