import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Caller } from '../platform/http.ts'
import { readId } from '../platform/ids.ts'
import { rightsOf } from './roles.ts'
import { type OwnSeat, seatsOf } from './seats.ts'
import type { SignIn } from './sign-in.ts'

/** A person who is signed in. */
export interface Person {
  userId: string
  name: string
  email: string
}

/**
 * Who is signed in by the cookie of a request; null when nobody is. Where there is a reply to carry it, a session that
 * is in use is prolonged and its cookie sent anew.
 */
export async function personOf(
  signIn: SignIn,
  { cookie }: IncomingHttpHeaders,
  reply?: FastifyReply,
): Promise<Person | null> {
  if (!cookie) return null
  const { response, headers } = await signIn.api.getSession({
    headers: new Headers({ cookie }),
    query: { disableRefresh: !reply },
    returnHeaders: true,
  })
  if (reply) for (const text of headers.getSetCookie()) reply.header('set-cookie', text)
  return response && { userId: response.user.id, name: response.user.name, email: response.user.email }
}

/** The seat that a request of a signed-in person acts from: the one it names, or her only one. */
export function seatAsked(seats: OwnSeat[], headers: IncomingHttpHeaders): OwnSeat | null {
  const named = headers['regulars-business']
  if (named === undefined) {
    if (seats.length > 1)
      throw new Refused('access.which_business', undefined, { field: 'Regulars-Business' })
    return seats[0] ?? null
  }
  const businessId = readId('business', String(named))
  return seats.find((seat) => seat.businessId === businessId) ?? null
}

/** The caller that a session makes, with the rights of her role; null when nobody is signed in or she has no seat. */
export async function callerOfSession(
  database: Database,
  signIn: SignIn,
  request: FastifyRequest,
): Promise<Caller | null> {
  const person = await personOf(signIn, request.headers)
  if (!person) return null
  const seat = seatAsked(await seatsOf(database, person.userId), request.headers)
  return seat && callerOfSeat(seat)
}

/** The caller that somebody is in a seat of hers. */
export function callerOfSeat({ businessId, staffId, role }: OwnSeat): Caller {
  return { businessId, role, actor: { kind: 'staff', id: staffId }, scopes: rightsOf(role) }
}
