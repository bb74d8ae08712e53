import { z } from 'zod'

const EARLIEST = Temporal.Instant.from('1900-01-01T00:00:00Z')
const LATEST = Temporal.Instant.from('2999-12-31T00:00:00Z')

/**
 * A moment at the edge: RFC 3339 with an offset, in centuries that a shop lives in (PostgreSQL and Temporal write years
 * before 1 and after 9999 differently), to the microsecond, which is as fine as it is kept.
 */
export const moment = z.iso
  .datetime({ offset: true })
  .max(40)
  .transform((written, context) => {
    const read = readMoment(written)
    if (read) return read
    context.addIssue({ code: 'custom', message: 'must be a moment like 2026-11-22T09:30:00+01:00' })
    return z.NEVER
  })
  .meta({ example: '2026-11-22T09:30:00+01:00' })

/** Reads a moment; undefined when the calendar has none such or nobody can mean it. */
export function readMoment(written: string): Temporal.Instant | undefined {
  try {
    const at = Temporal.Instant.from(written).round('microsecond')
    const { compare } = Temporal.Instant
    return compare(at, EARLIEST) < 0 || compare(at, LATEST) > 0 ? undefined : at
  } catch {
    return undefined
  }
}
