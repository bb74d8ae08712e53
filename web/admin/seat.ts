import { useSuspenseQuery } from '@tanstack/react-query'
import { type Me, me, type Seat } from '../api/questions.ts'

const KEPT = 'regulars.business'

/** The seat that a person works from on this device: the one chosen last, else her first. */
export function seatOf({ seats }: Me): Seat | undefined {
  const kept = localStorage.getItem(KEPT)
  return seats.find(({ businessId }) => businessId === kept) ?? seats[0]
}

/** Chooses the business to work in, and starts over in it. */
export function sitIn(businessId: string, at = '/'): void {
  localStorage.setItem(KEPT, businessId)
  location.assign(at)
}

/** Whether somebody may open further businesses: an owner may, whichever she owns. */
export function mayOpenAnother({ seats }: Me): boolean {
  return seats.some(({ role }) => role === 'owner')
}

/** Who is signed in, and the seat she works from. */
export function useSelf(): { person: Me; seat: Seat | undefined; may(scope: string): boolean } {
  const { data: person } = useSuspenseQuery(me)
  const seat = seatOf(person)
  return { person, seat, may: (scope) => seat?.scopes.includes(scope) ?? false }
}
