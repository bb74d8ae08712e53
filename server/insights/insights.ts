/**
 * Insight: what customers are worth, who stays, what was brought. What always holds: it writes nothing of anybody's; each
 * measure says how it was counted; money is in minor units; a day of reckoning is the last shop day that counts.
 */

export {
  type AsOf,
  abcXyzAsOf,
  cohortsAsOf,
  crrAsOf,
  ladderAsOf,
  ltvAsOf,
  rfmAsOf,
} from './asOf.ts'
export { type Person, uplift } from './uplift/uplift.ts'
