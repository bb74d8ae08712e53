import { coloursOf } from '../../../server/looks/colours.ts'
import { ready } from '../../../server/looks/ready.ts'
import type { Trade } from '../../../server/programme/trades.ts'
import type { Look } from '../../ui/card/look.ts'

/** What a business of a trade looks like before it has chosen: as the server would say. */
export function readyLook(trade: Trade): Look {
  const { colour, stamp } = ready[trade]
  return { colour, ...coloursOf(colour), stamp, logo: null, nameSvg: null }
}
