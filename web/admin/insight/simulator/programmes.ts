import { queryOptions } from '@tanstack/react-query'
import { ask } from '../../../api/api.ts'

/** A programme as the server gives it; of its rules only what they give is looked at here. */
export interface Document {
  rules: { give: number }[]
  stampCards?: { id: string; prizes: { at: number }[] }[]
  caps?: Cap[]
}

interface Cap {
  id: string
  per: string
  max: number
  target?: string
}

/** One cost for every prize of every card, by card and place. */
export function pricesOf(documents: readonly Document[], costMinor: number): Record<string, number> {
  const prizes = documents.flatMap(({ stampCards = [] }) =>
    stampCards.flatMap(({ id, prizes: places }) => places.map(({ at }) => `${id} ${at}`)),
  )
  return Object.fromEntries(prizes.map((key) => [key, costMinor]))
}

interface Version {
  id: string
  number: number
}

export const programme = queryOptions({
  queryKey: ['insights', 'programme'],
  queryFn: () => ask<Version & { document: Document }>('GET', '/api/v1/programme'),
})

export const versions = queryOptions({
  queryKey: ['insights', 'programme', 'versions'],
  queryFn: async () => (await ask<{ items: Version[] }>('GET', '/api/v1/programme/versions')).items,
})

/** The same programme with one cap a month more. */
export function capped(document: Document, max: number): Document {
  const { caps = [] } = document
  let id = 'tried'
  while (caps.some((cap) => cap.id === id)) id = `${id}-1`
  return { ...document, caps: [...caps, { id, per: 'month', target: 'points', max }] }
}

/** The programme to lay beside the one in force. */
export async function others(choice: string, inForce: Document): Promise<Document | null> {
  if (choice === 'none') return null
  if (choice === 'double') return scaled(inForce, 2)
  if (choice === 'half') return scaled(inForce, 0.5)
  return (await ask<{ document: Document }>('GET', `/api/v1/programme/versions/${choice}`)).document
}

function scaled(document: Document, factor: number): Document {
  const rules = document.rules.map((rule) => ({ ...rule, give: Math.max(1, Math.round(rule.give * factor)) }))
  return { ...document, rules }
}
