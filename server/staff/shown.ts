import { z } from 'zod'
import { showId } from '../platform/ids.ts'
import { roles, type Seat } from './staff.ts'

/** A seat as the API shows it. */
export const shownSeat = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: z.enum(roles),
  state: z.enum(['invited', 'here', 'left']),
  invitedUntil: z
    .string()
    .nullable()
    .describe('Until when the latest link works; past when it ran out or was taken back. Null once used.'),
  hasPin: z.boolean(),
  createdAt: z.string(),
  leftAt: z.string().nullable(),
})

export function showSeat({ staffId, userId, createdAt, leftAt, invitedUntil, ...seat }: Seat) {
  const { name, email, role, hasPin } = seat
  return {
    ...{ id: showId('staff', staffId), name, email, role, hasPin },
    state: leftAt ? ('left' as const) : userId ? ('here' as const) : ('invited' as const),
    invitedUntil: invitedUntil?.toString() ?? null,
    createdAt: createdAt.toString(),
    leftAt: leftAt?.toString() ?? null,
  }
}
