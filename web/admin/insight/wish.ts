import { useSearch } from '@tanstack/react-router'
import type { InsightWish } from '../../api/insights.ts'

/** Of whom and until when a page is asked, as it stands in the address. */
export function readWish({ location, segment, until }: Record<string, unknown>): InsightWish {
  return {
    ...(typeof location === 'string' && location ? { location } : {}),
    ...(typeof segment === 'string' && segment ? { segment } : {}),
    ...(typeof until === 'string' && /^\d{4}-\d{2}$/.test(until) ? { until } : {}),
  }
}

/** Of the page that is open. */
export function useWish(): InsightWish {
  return readWish(useSearch({ strict: false }) as Record<string, unknown>)
}
