import { z } from 'zod'

/** A shop's day at the edge, in centuries that a shop lives in: PostgreSQL and Temporal write the others differently. */
export const dayField = z.iso
  .date()
  .refine((day) => day >= '1600-01-01', { error: 'must be a day like 2026-11-01' })
