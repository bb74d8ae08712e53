/** Each grant explains itself; the words are in `texts.ts`. A param that is itself a key is said in its place. */
import type { Saying } from '../award.ts'
import type { TextKey } from '../texts.ts'
import type { ReadyMultiplier, ReadyRule } from './compile.ts'
import type { Given } from './grant.ts'
import type { Measured } from './measure.ts'

type Params = Record<string, string | number>

export function whyOf(
  { rule }: ReadyRule,
  measured: Measured,
  given: Given,
  { carried, limited }: { carried: number; limited: boolean },
): Saying {
  const params: Params = {
    amount: given.amount,
    unit: rule.target === 'points' ? 'word.point' : 'word.stamp',
    because: limited ? 'because.limit' : '',
  }
  if (!limited) multiplied(measured, params)
  if (rule.kind === 'visit') return { key: 'why.visit', params }
  if (rule.kind === 'product') return { key: 'why.product', params }
  params.countedMinor = given.counted / 100
  params.perMinor = rule.perMinor
  params.give = rule.give
  params.before = carried > 0 ? 'why.carried' : ''
  if (carried > 0) params.carriedMinor = carried / 100
  return { key: 'why.amount', params }
}

function multiplied({ weighing }: Measured, params: Params): void {
  if (weighing.uniform === 100) return
  if (weighing.uniform === null) {
    params.because = 'because.some'
    return
  }
  params.because = 'because.times'
  params.times = weighing.uniform / 100
  params.reason = weighing.cause ? reasonOf(weighing.cause.source, params) : 'reason.several'
}

/** Why a multiplier is on, as a key; what the key needs is added to the params. */
export function reasonOf(source: ReadyMultiplier['source'], params: Params): TextKey {
  if ('tier' in source) return 'reason.tier'
  if (source.days) params.weekdays = source.days.join()
  if (source.hours) {
    params.fromTime = source.hours.from
    params.untilTime = source.hours.until
  }
  if (source.days && source.hours) return 'reason.daysAndHours'
  if (source.days) return 'reason.days'
  if (source.hours) return 'reason.hours'
  return source.tiers ? 'reason.tier' : 'reason.campaign'
}
