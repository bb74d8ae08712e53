import { z } from 'zod'
import { businessOf } from '../../businesses/businesses.ts'
import { type Database, inBusiness } from '../../platform/database.ts'
import type { Limit } from '../../platform/http/limits.ts'
import { type App, type Caller, languageOf } from '../../platform/http.ts'
import { showId } from '../../platform/ids.ts'
import { callerOfSeat, personOf, type SignIn, seatsOf } from '../../staff/staff.ts'
import { deskOf } from '../desk.ts'
import { shownCounter } from '../shapes.ts'
import { callerOfTill } from '../tills.ts'
import { tags } from './finding.ts'

export interface DoorPlace {
  database: Database
  signIn: SignIn
  visiting: Limit
}

const choice = z.object({ businessId: z.string(), business: z.string() })
const shownDoor = z.object({
  desk: shownCounter
    .nullable()
    .describe('What `GET /counter` tells. null: nobody yet, or it was not said of which business.'),
  seats: z.array(choice).describe('Of whoever is signed in: among which businesses she may choose.'),
})

/**
 * What a browser opens the counter with. That nobody has come in yet is the most ordinary answer there is, and no
 * refusal: browsers write each refusal into their log as a fault.
 */
export function doorRoute(app: App, { database, signIn, visiting }: DoorPlace): void {
  app.get(
    '/api/v1/counter/door',
    {
      config: { scope: 'public' },
      preHandler: visiting,
      schema: {
        tags,
        summary: 'Whose counter this browser is: a desk, a choice of businesses, or nobody’s yet',
        description:
          'Asked without rights and never refused for want of them. A shared till says `Regulars-Till: 1`, a person her business by `Regulars-Business`, if she has several.',
        response: { 200: shownDoor },
      },
    },
    async (request, reply) => {
      const { headers } = request
      const desk = (caller: Caller) =>
        inBusiness(database, caller.businessId, (tx) => deskOf(tx, caller, languageOf(request)))
      if (headers['regulars-till']) {
        const till = await callerOfTill(database, headers, 'business:read')
        return { desk: till && (await desk(till)), seats: [] }
      }
      const person = await personOf(signIn, headers, reply)
      const seats = person ? await seatsOf(database, person.userId) : []
      const named = headers['regulars-business']
      const seat =
        named === undefined
          ? seats.length === 1 && seats[0]
          : seats.find(({ businessId }) => showId('business', businessId) === String(named))
      return {
        desk: seat ? await desk(callerOfSeat(seat)) : null,
        seats: await Promise.all(
          seats.map(async ({ businessId }) => ({
            businessId: showId('business', businessId),
            business: (await inBusiness(database, businessId, businessOf)).name,
          })),
        ),
      }
    },
  )
}
