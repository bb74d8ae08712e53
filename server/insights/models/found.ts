import type { Climbed } from './climb.ts'
import type { ModelName, Params } from './model.ts'

/** A model fitted by maximum likelihood. */
export interface Fit {
  model: ModelName
  params: Params
  /** From the observed information; null where a border leaves none. */
  standardErrors: Record<string, number | null>
  logLikelihood: number
  customers: number
  /** Which simpler model it has become, in a sentence; null where the maximum lies inside. */
  border: string | null
  warnings: string[]
  /** How sure the logarithms of the parameters are, for intervals; nothing where nobody knows. */
  spread?: Spread
  /** Of a model with k above 1: its sibling with k = 1, by which intervals are widened. */
  irregular?: { params: Params; spread: Spread | undefined }
}

export interface Spread {
  names: string[]
  covariance: number[][]
}

/** A fit before anybody has said whom it is of. */
export type Found = Omit<Fit, 'customers'>

export function told(model: ModelName, found: Climbed): Found {
  return {
    model,
    params: found.params,
    standardErrors: found.standardErrors,
    logLikelihood: found.value,
    border: found.border?.says ?? null,
    warnings: found.warnings,
    ...(found.covariance ? { spread: { names: found.free, covariance: found.covariance } } : {}),
  }
}
