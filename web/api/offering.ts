import { queryOptions } from '@tanstack/react-query'
import type { ProgrammeDocument } from '../../server/programme/document.ts'
import type { Look } from '../ui/card/look.ts'
import { ask } from './api.ts'

/** What the back office asks about what regulars get. */

export interface Sentence {
  path: (string | number)[]
  text: string
  pieces: { text: string; param?: string }[]
}
export interface Spoken {
  sentences: Sentence[]
  concerns: { code: string; path: (string | number)[]; text: string }[]
}
export interface VersionHead {
  id: string
  number: number
  createdAt: string
  by: { name: string } | null
}
export interface Version extends VersionHead, Spoken {
  document: ProgrammeDocument
}

/** Sentences come in the reader's language, so each language has its own answer. */
export const programmeInForce = (language: string) =>
  queryOptions({
    queryKey: ['programme', 'in force', language],
    queryFn: () => ask<Version>('GET', '/api/v1/programme'),
  })
export const programmeVersion = (id: string, language: string) =>
  queryOptions({
    queryKey: ['programme', 'version', id, language],
    queryFn: () => ask<Version>('GET', `/api/v1/programme/versions/${id}`),
    staleTime: Number.POSITIVE_INFINITY,
  })
export const programmePreview = (document: ProgrammeDocument, language: string) =>
  queryOptions({
    queryKey: ['programme', 'preview', language, document],
    queryFn: () => ask<Spoken>('POST', '/api/v1/programme/preview', document),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  })
export const tierPeople = queryOptions({
  queryKey: ['programme', 'tiers'],
  queryFn: () => ask<{ items: { id: string; people: number }[] }>('GET', '/api/v1/programme/tiers'),
})

interface Place {
  id: string
  name: string
}
export const locations = queryOptions({
  queryKey: ['locations'],
  queryFn: async () => (await ask<{ items: Place[] }>('GET', '/api/v1/locations')).items,
  staleTime: 60_000,
})
export const look = queryOptions({
  queryKey: ['look'],
  queryFn: () => ask<Look>('GET', '/api/v1/look'),
  staleTime: 60_000,
})
