import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ask } from './api.ts'

/** What the back office asks about its own past. Money is in minor units. */

export type Rung = 'lead' | 'buyer' | 'client' | 'regular'

export interface InsightPerson {
  id: string
  name: string | null
  purchases: number
  days: number
  moneyMinor: number
  lastDay: string
  gapDays: number | null
  awayDays: number
  yearMinor: number
  visits: { day: string; amountMinor: number }[]
}

interface RungCount {
  rung: Rung
  customers: number
  change: number
}

export interface Overview {
  at: string
  retention: {
    benchmark: number | null
    months: {
      month: string
      start: number
      kept: number
      share: number | null
      low: number | null
      high: number | null
    }[]
  }
  ladder: RungCount[]
  cohorts: { month: string; customers: number; cells: number[] }[]
  slipping: { customers: number; yearMinor: number; people: InsightPerson[] }
}

export interface Retained {
  period: string
  finished: boolean
  start: number
  end: number
  newcomers: number
  kept: number
  returned: number
  crr: number | null
  keptPercent: number | null
  trap: boolean
}

export interface RetentionSaid {
  at: string
  benchmark: number | null
  quarters: Retained[]
  cohorts: {
    month: string
    customers: number
    cells: { month: string; customers: number; moneyMinor: number; share: number }[]
  }[]
  repeat: { customers: number; again: number; share: number | null }
  gap: { medianDays: number | null; customers: number }
  churn: { habits: number; slipping: number; left: number; share: number | null }
}

export type Factor = 'ticketMinor' | 'purchasesPerMonth' | 'margin' | 'months'

export interface ValueSaid {
  at: string
  customers: number
  moneyMinor: number
  rfm: { cells: { r: number; f: number; customers: number; moneyMinor: number }[] }
  abcXyz: { cells: { cell: string; customers: number; moneyMinor: number }[] }
  pareto: number[]
  groups: { kind: 'small_regular' | 'large_rare'; customers: number; moneyMinor: number }[]
  ltv: Record<Factor, number> & {
    ltvMinor: number
    gone: number
    customers: number
    levers: { factor: Factor; gainMinor: number; gainAllMinor: number }[]
  }
}

/** What moved somebody on the ladder. */
export type Mover = 'first' | 'again' | 'habit' | 'back' | 'away'

export interface LadderHistory {
  at: string
  /** At the end of each month, the present one last. */
  rungs: { month: string; buyer: number; client: number; regular: number }[]
  moves: { month: string; from: Rung; to: Rung; because: Mover; customers: number }[]
}

interface Change {
  change: number
  low: number
  high: number
  weeks: number
}

/** What was sold by week, beside the year before and without the season. */
export type SalesSaid =
  | { counting: true }
  | {
      counting: false
      known: number
      needed: { comparison: number; trend: number }
      yearOnYear: Change | null
      trend: Change | null
      weeks: { week: string; value: number; yearBefore: number | null; adjusted: number | null }[]
    }

export interface ContestEntry {
  entrant: string
  isNaive: boolean
  total: number
  mae: number
  rmse: number
  auc: number
  border: string | null
}

export type ContestRefused = 'too_few' | 'too_short' | 'cannot_fit'

/** The contest of models that was played last. */
export interface ContestSaid {
  state: 'none' | 'playing' | 'played'
  playedAt: string | null
  outcome:
    | { refused: ContestRefused; customers: number; days: number }
    | {
        refused: null
        cut: string
        until: string
        customers: number
        everyCustomer: number
        actual: number
        entries: ContestEntry[]
        winner: string
        model: string
      }
    | null
}

export interface LadderSaid {
  at: string
  rungs: (RungCount & { moneyMinor: number })[]
  moves: { from: Rung; to: Rung; customers: number; because: 'bought' | 'away' }[]
}

export interface Costly {
  customerId: string
  name: string | null
  points: number
  prizes: number
  salesMinor: number
  costMinor: number
}

export interface Simulated {
  period: { from: string; until: string }
  counted: { customers: number; purchases: number; salesMinor: number; everyCustomer: number }
  members: { reached: number }
  points: Record<
    'issued' | 'joining' | 'takenBack' | 'redeemed' | 'expired' | 'outstanding' | 'pending',
    number
  >
  prizes: { given: number }[]
  liability: { month: string; points: number; minor: number | null }[]
  cost: { totalMinor: number; shareOfSales: number; breakEvenUplift: number | null; prizesUnpriced: number }
  top: Costly[]
  cap: { max: number; totalMinor: number; savedMinor: number } | null
  caps: { max: number; below: number }[]
}

export interface CampaignSaid {
  people: number
  metric: string
  refused: 'chosen' | 'no_control' | 'too_few' | null
  warnings: string[]
  arms: {
    arm: string
    kind: 'share' | 'mean'
    customers: number
    control: number
    armValue: number
    controlValue: number
    difference: number
    low: number
    high: number
    total: number
    corrected: { low: number; high: number; pValue: number }
    adjusted: {
      difference: number
      corrected: { low: number; high: number }
    } | null
    smallestSeen: number
    neededPerGroup: number | null
  }[]
}

/** Of whom and until when a page is asked. */
export interface InsightWish {
  location?: string
  segment?: string
  /** A month, YYYY-MM: the last of what is told over time. */
  until?: string
}

const page = <Answer>(path: string, asked: object = {}) =>
  queryOptions({
    queryKey: ['insights', path, asked],
    queryFn: () => ask<Answer>('GET', `/api/v1/insights/${path}?${new URLSearchParams({ ...asked })}`),
    placeholderData: keepPreviousData,
  })

const ofNow = ({ until: _, ...whom }: InsightWish) => whom

export const insightOverview = (wish: InsightWish) => page<Overview>('overview', wish)
export const insightSales = (location: string | undefined) =>
  page<SalesSaid>('sales', location ? { location } : {})
export const insightRetention = (wish: InsightWish) => page<RetentionSaid>('retention', wish)
export const insightLadder = (wish: InsightWish) => page<LadderSaid>('ladder', ofNow(wish))
export const insightLadderHistory = (wish: InsightWish) => page<LadderHistory>('ladder/history', wish)
export const insightValue = (marginPercent: number, wish: InsightWish) =>
  page<ValueSaid>('value', { marginPercent, ...ofNow(wish) })
/** Asked again while they compete. */
export const insightContest = queryOptions({
  queryKey: ['insights', 'contest'],
  queryFn: () => ask<ContestSaid>('GET', '/api/v1/insights/contest'),
  refetchInterval: ({ state }) => (state.data?.state === 'playing' ? 1_500 : false),
})
export const playContest = () => ask<ContestSaid>('PUT', '/api/v1/insights/contest')

export const insightCampaign = (query: string) =>
  page<CampaignSaid>('campaign', Object.fromEntries(new URLSearchParams(query)))

interface People {
  items: InsightPerson[]
  next: string | null
}

export const insightPeople = (kind: string, cell: string, wish: InsightWish) =>
  infiniteQueryOptions({
    queryKey: ['insights', 'people', kind, cell, ofNow(wish)],
    queryFn: ({ pageParam }) =>
      ask<People>(
        'GET',
        `/api/v1/insights/people?${new URLSearchParams({ kind, cell, ...ofNow(wish), ...(pageParam ? { after: pageParam } : {}) })}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  })
