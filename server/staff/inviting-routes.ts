import { z } from 'zod'
import { emailField } from '../businesses/businesses.ts'
import type { Config } from '../platform/config.ts'
import { type Database, inBusiness, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { type App, type Caller, callerOf } from '../platform/http.ts'
import { attemptOf, onlyOnce } from '../platform/idempotency.ts'
import { idOf, type StaffId } from '../platform/ids.ts'
import { takeLinkBack } from './invitations.ts'
import { inviteTo } from './inviting.ts'
import { shownSeat, showSeat } from './shown.ts'
import { addSeat, refuseBeyond, roles, type Seat, standingSeat } from './staff.ts'

const invitedSeat = shownSeat.extend({
  invitationUrl: z
    .string()
    .nullable()
    .describe('Good once, for seven days. Shown once: null when the request was repeated under its key.'),
  mailed: z
    .boolean()
    .describe('Whether the link goes out by mail, too: where the installation can send any.'),
})
const seatWish = z.strictObject({
  name: z.string().trim().min(1).max(200),
  email: emailField,
  role: z.enum(roles),
})
const one = z.object({ id: idOf('staff') })
const tags = ['Staff']
export type InvitingPlace = { database: Database; config: Pick<Config, 'publicUrl'> }

/** Inviting somebody, once more, and thinking better of it. */
export function invitingRoutes(app: App, place: InvitingPlace): void {
  inviteRoute(app, place)
  inviteAgainRoute(app, place)
  takeLinkBackRoute(app, place)
}

function inviteRoute(app: App, { database, config }: InvitingPlace): void {
  app.post(
    '/api/v1/staff',
    {
      config: { scope: 'staff:write' },
      schema: {
        tags,
        summary: 'Invite somebody to work here',
        body: seatWish,
        response: { 201: invitedSeat },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      refuseBeyond(caller, request.body.role)
      // The answer is kept for repeated requests, so the link must not be in it.
      let link: string | null = null
      const kept = await onlyOnce(database, caller.businessId, attemptOf(request), async (tx) => {
        const added = await addSeat(tx, request.body, caller.actor)
        const { seat, url, mailed } = await inviteTo(tx, added, caller.actor, config.publicUrl)
        link = url
        return { ...showSeat(seat), mailed }
      })
      return reply.status(201).send({ ...kept, invitationUrl: link })
    },
  )
}

function inviteAgainRoute(app: App, { database, config }: InvitingPlace): void {
  app.post(
    '/api/v1/staff/:id/invitation',
    {
      config: { scope: 'staff:write' },
      schema: {
        tags,
        summary: 'A new link for somebody who has not joined yet; the earlier one dies',
        params: one,
        response: { 201: invitedSeat },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const answer = await inBusiness(database, caller.businessId, async (tx) => {
        const waiting = await waitingSeat(tx, request.params.id, caller)
        const { seat, url, mailed } = await inviteTo(tx, waiting, caller.actor, config.publicUrl)
        return { ...showSeat(seat), invitationUrl: url, mailed }
      })
      return reply.status(201).send(answer)
    },
  )
}

function takeLinkBackRoute(app: App, { database }: InvitingPlace): void {
  app.delete(
    '/api/v1/staff/:id/invitation',
    {
      config: { scope: 'staff:write' },
      schema: {
        tags,
        summary: 'Take the link of somebody back who has not joined yet; the seat stays',
        params: one,
        response: { 200: shownSeat },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      return inBusiness(database, caller.businessId, async (tx) => {
        const seat = await waitingSeat(tx, request.params.id, caller)
        takeLinkBack(tx, seat.staffId, caller.actor)
        const now = Temporal.Now.instant()
        const { invitedUntil } = seat
        const over = invitedUntil && Temporal.Instant.compare(invitedUntil, now) < 0
        return showSeat({ ...seat, invitedUntil: over ? invitedUntil : now })
      })
    },
  )
}

/** A seat whose person has not come yet, locked. */
async function waitingSeat(tx: Tx, id: StaffId, caller: Caller): Promise<Seat> {
  const seat = await standingSeat(tx, id)
  if (seat.userId) throw new Refused('staff.already_joined')
  refuseBeyond(caller, seat.role)
  return seat
}
