import { groups } from '../places.ts'
import { sections } from '../settings/sections.ts'

/** The right that a page asks for, by its address: of the place that it lies at or below. */
export function scopeAt(pathname: string): string | undefined {
  const places = [...groups.flatMap(({ places }) => places), ...sections]
  const over = places.filter(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
  return over.toSorted((a, b) => b.to.length - a.to.length)[0]?.scope
}
