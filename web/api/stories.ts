import { infiniteQueryOptions } from '@tanstack/react-query'
import { ask } from './api.ts'
import type { Page } from './customers.ts'

/** What happened with a customer, as the server tells it. */

export const storyKinds = ['bought', 'points', 'rewards', 'messages', 'notes', 'consents', 'profile'] as const
export type StoryKind = (typeof storyKinds)[number]

export interface StoryEntry {
  id: string
  at: string
  what: string
  by: { kind: string; id: string | null; name: string | null }
  place: string | null
  servedBy: string | null
  subject: { kind: string; id: string } | null
  facts: Record<string, unknown> | null
  note: { text: string | null; removed: boolean } | null
  purchase: {
    currency: string
    total: number
    returned: number
    fullyReturned: boolean
    goods: { name: string; quantity: number }[]
    more: number
    brought: { unit: string; amount: number; card: string | null }[]
  } | null
}

const PAGE = 20

export const story = (id: string, kind: StoryKind | undefined) =>
  infiniteQueryOptions({
    queryKey: ['customers', id, 'story', kind ?? 'all'],
    queryFn: ({ pageParam }) =>
      ask<Page<StoryEntry> & { count: number }>(
        'GET',
        `/api/v1/customers/${id}/story?limit=${PAGE}${kind ? `&kind=${kind}` : ''}${pageParam && `&after=${pageParam}`}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  })
