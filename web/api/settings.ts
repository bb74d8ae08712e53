import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { ask } from './api.ts'
import type { Page } from './customers.ts'

/** What the settings are about. */

export interface Location {
  id: string
  name: string
  timeZone: string | null
  externalId: string | null
  address: string | null
  phone: string | null
  createdAt: string
  closedAt: string | null
}

export const locations = queryOptions({
  queryKey: ['locations'],
  queryFn: async () => (await ask<Page<Location>>('GET', '/api/v1/locations?limit=200')).items,
})

/** What staff may do alone; null is no limit. */
export interface CounterLimits {
  lockMinutes: number
  undoMinutes: number
  returnApprovalMinor: number | null
  redeemApprovalPoints: number | null
  staticCodeRedeems: boolean
  offlineRedeemMinor: number
}

export const counterLimits = queryOptions({
  queryKey: ['business', 'counter'],
  queryFn: async () => (await ask<{ settings: CounterLimits }>('GET', '/api/v1/counter')).settings,
})

/** A browser that stands in the shop and belongs to nobody. */
export interface SharedTill {
  id: string
  name: string
  locationId: string | null
  openedAt: string
  seenOn: string | null
}

export const sharedTills = queryOptions({
  queryKey: ['tills'],
  queryFn: async () => (await ask<Page<SharedTill>>('GET', '/api/v1/counter/tills')).items,
})

/** What a counter rang up without network and could not bring in. */
export interface NotTaken {
  id: string
  staffName: string | null
  customerId: string | null
  customerName: string | null
  occurredAt: string
  request: { total?: number; lines?: { quantity: number; unitPrice: number }[] }
  reason: string | null
}

export const notTaken = (language: string) =>
  infiniteQueryOptions({
    queryKey: ['not-taken', language],
    queryFn: ({ pageParam }) =>
      ask<Page<NotTaken>>('GET', `/api/v1/counter/conflicts?${new URLSearchParams(pageParam)}`),
    initialPageParam: {} as { after?: string },
    getNextPageParam: ({ next }) => (next ? { after: next } : undefined),
  })

export interface Entry {
  id: string
  at: string
  what: string
  by: { kind: string; id: string | null; name: string | null }
  customerId: string | null
  customer: string | null
  subject: { kind: string; id: string } | null
  facts: Record<string, unknown> | null
}

/** What the journal is asked for, as it stands in the address. */
export interface JournalFilter {
  what?: string
  by?: string
  from?: string
  until?: string
}

export const journal = (filter: JournalFilter) =>
  infiniteQueryOptions({
    queryKey: ['journal', filter],
    queryFn: ({ pageParam }) =>
      ask<Page<Entry>>('GET', `/api/v1/journal?${new URLSearchParams({ ...filter, ...pageParam })}`),
    initialPageParam: {} as { after?: string },
    getNextPageParam: ({ next }) => (next ? { after: next } : undefined),
  })

export interface Errand {
  id: string
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  cancelling: boolean
  stalled: boolean
  phase: string | null
  done: number
  total: number
  problem: { code: string; detail: string; field: string | null } | null
  askedAt: string
  finishedAt: string | null
}

export interface Export extends Errand {
  what: 'everything' | 'customers' | 'purchases' | 'products' | 'ledger'
  rows: number | null
  bytes: number | null
  keptUntil: string | null
}

/** Asks again while something is under way. */
const whileOpen = (errands: readonly Errand[] | undefined) =>
  errands?.some(({ state }) => state === 'waiting' || state === 'running') ? 700 : false

export const exportsMade = queryOptions({
  queryKey: ['exports'],
  queryFn: async () => (await ask<Page<Export>>('GET', '/api/v1/exports?limit=20')).items,
  refetchInterval: ({ state }) => whileOpen(state.data),
})

export interface Import extends Errand {
  kind: ImportKind
  fileName: string
  file: string | null
  dryRun: boolean
  map: string | Record<string, unknown> | null
  report: Report | null
  errors: boolean
}
export type ImportKind = 'customers' | 'products' | 'purchases'
/** What became of an import: counts by part, and of rows that were left out by reason. */
export interface Report {
  seconds: number
  changed: boolean
  found?: { rows?: number }
  customers?: Record<string, number>
  products?: Record<string, number>
  purchases?: Record<string, number>
  returns?: Record<string, unknown>
  rowsLeftOut?: Record<string, number>
}

export const importsMade = queryOptions({
  queryKey: ['imports'],
  queryFn: async () => (await ask<Page<Import>>('GET', '/api/v1/imports?limit=20')).items,
  refetchInterval: ({ state }) => whileOpen(state.data),
})

export interface Look {
  file: { id: string; name: string; bytes: number }
  encoding: string
  headings: string[]
  samples: string[][]
  fields: { field: string; needed: boolean }[]
  dateFormats: string[]
  recognised: { name: string; document: Record<string, unknown> } | null
  kept: { name: string; document: Record<string, unknown> }[]
  guessed: { columns: Record<string, string>; date: string | null; decimal: '.' | ',' }
}

export const lookAt = (file: string, kind: ImportKind) =>
  queryOptions({
    queryKey: ['imports', 'file', file, kind],
    queryFn: () => ask<Look>('GET', `/api/v1/imports/files/${file}?kind=${kind}`),
    staleTime: Number.POSITIVE_INFINITY,
  })
