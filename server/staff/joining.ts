import type { IncomingHttpHeaders } from 'node:http'
import { APIError } from 'better-auth/api'
import { type Database, inBusiness } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { constraintMeans } from '../platform/http/problems.ts'
import { newId } from '../platform/ids.ts'
import { invitedBy, readInvitation, takeSeat } from './invitations.ts'
import { addPerson, hashPassword, isKnown } from './people.ts'
import type { SignIn } from './sign-in.ts'

constraintMeans('people_email_once', 'staff.already_joined', 'email')

/** A person signed in by her password: who she is, and the cookies that say so. */
export interface SignedIn {
  userId: string
  cookies: string[]
}

/** Signs in with a password; refuses with `sign_in.wrong`, whichever of the two is not right. */
export async function signInWith(
  signIn: SignIn,
  headers: IncomingHttpHeaders,
  { email, password }: { email: string; password: string },
): Promise<SignedIn> {
  try {
    const answer = await signIn.api.signInEmail({
      body: { email, password },
      headers: new Headers({ 'user-agent': headers['user-agent'] ?? '' }),
      returnHeaders: true,
    })
    return { userId: answer.response.user.id, cookies: answer.headers.getSetCookie() }
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) {
      throw new Refused('sign_in.wrong', undefined, { field: 'password' })
    }
    throw error
  }
}

/**
 * Uses an invitation: the person takes her seat and is signed in. Somebody new chooses her password by it. Somebody who
 * can sign in already, because she has a seat in another business, must give the password she has: a link made by one
 * business must not open another.
 */
export async function join(
  { database, signIn }: { database: Database; signIn: SignIn },
  token: string,
  headers: IncomingHttpHeaders,
  { name, password }: { name: string | null; password: string },
): Promise<SignedIn> {
  const invitation = readInvitation(token)
  const { email } = await invitedBy(database, invitation)
  const { businessId } = invitation
  if (await isKnown(database, email)) {
    const person = await signInWith(signIn, headers, { email, password })
    await inBusiness(database, businessId, (tx) =>
      takeSeat(tx, invitation, { userId: person.userId, name: null }),
    )
    return person
  }
  const passwordHash = await hashPassword(password)
  const userId = newId()
  await inBusiness(database, businessId, async (tx) => {
    await takeSeat(tx, invitation, { userId, name })
    await addPerson(tx, { userId, name: name ?? email, email, passwordHash })
  })
  return signInWith(signIn, headers, { email, password })
}
