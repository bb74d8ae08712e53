import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ask } from './api.ts'

interface Needed {
  arm: number
  control: number
  total: number
}

/** How many people a campaign takes. Shares and lifts of `came` are of 100. */
export interface PlanSaid {
  metric: 'came' | 'visits' | 'spend'
  days: number
  people: number
  baseline: { mean: number; spread: number }
  refused: 'nobody' | 'above_all' | 'no_spread' | null
  needed: Needed | null
  withBefore: Needed | null
  enough: boolean | null
  smallest: number | null
}

export const campaignPlan = (query: string) =>
  queryOptions({
    queryKey: ['insights', 'campaign', 'plan', query],
    queryFn: () => ask<PlanSaid>('GET', `/api/v1/insights/campaign/plan?${query}`),
    placeholderData: keepPreviousData,
  })
