/**
 * Insight: what customers are worth, who stays, what was brought. What always holds: it writes nothing of anybody else's,
 * only sums and outcomes of its own that follow from what others wrote; each
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
export { type ContestState, contestState, playContest, renewContest } from './contest/playing.ts'
export { dayNumber } from './measures/lifetime.ts'
export { type Contest, contest, type Entry, type Known } from './models/contest.ts'
export { fit } from './models/fit.ts'
export type { Fit } from './models/found.ts'
export { forecaster, totalInterval } from './models/intervals.ts'
export { checkParams, type ModelName, modelNames, type Params, paramNames } from './models/model.ts'
export type { Row } from './models/rows.ts'
export { type Ahead, faultOf, lookAhead, monthlyValue, type Score, score } from './models/score.ts'
export { type LogLine, type Summary, summarise } from './models/summarise.ts'
export { moneySheet } from './money/sheet.ts'
export { type CampaignMetric, campaign } from './now/campaign.ts'
export { planCampaign } from './now/campaignPlan.ts'
export { foldOwed } from './now/folding.ts'
export { ladderNow } from './now/ladder.ts'
export { ladderHistory } from './now/ladderHistory.ts'
export { overview } from './now/overview.ts'
export { programmeMoney } from './now/programmeMoney.ts'
export { retentionNow } from './now/retention.ts'
export { salesNow } from './now/sales.ts'
export { type ListKind, peopleOf, valueNow } from './now/value.ts'
export { everybody, type Scope, scopeOf, untilField, type Wish, wishFields } from './now/whom.ts'
export { countSales } from './sales/days.ts'
export { needed, neededWithBefore, type Plan, smallestWith } from './uplift/planner.ts'
export { type Person, uplift } from './uplift/uplift.ts'
