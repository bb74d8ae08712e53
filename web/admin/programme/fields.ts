import type { Path } from './document.ts'

export type { Field } from './fields/field.ts'

/** Which field a word of a sentence is about. */
const fieldOfParam: Record<string, string> = {
  ...{ unit: 'target', what: 'where', quantity: 'perQuantityMilli', minimumMinor: 'minTotalMinor' },
  ...{
    fromDate: 'from',
    untilDate: 'until',
    times: 'percent',
    reason: 'days',
    at: 'prizes',
    prize: 'prizes',
  },
  ...{ card: 'name', days: 'prizeValidDays', tier: 'name', lateDate: 'seasons', fromMinor: 'from' },
}

/** `rest` is the way from the thing to what the sentence says. */
export function fieldFor(rest: Path, param: string | undefined): string {
  const named = rest.find((step) => typeof step === 'string')
  if (named !== undefined) return named as string
  return param === undefined ? '' : (fieldOfParam[param] ?? param)
}
