/** The present moment, to the microsecond: as fine as PostgreSQL keeps it, so that what is answered is what is stored. */
export function present(): Temporal.Instant {
  return Temporal.Now.instant().round('microsecond')
}
