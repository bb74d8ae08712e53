import { z } from 'zod'
import { emailField } from '../businesses/businesses.ts'
import type { Config } from '../platform/config.ts'
import { type Database, inBusiness } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { cutPage, pageOf, pageQuery } from '../platform/http/paging.ts'
import { constraintMeans } from '../platform/http/problems.ts'
import { type App, callerOf } from '../platform/http.ts'
import { attemptOf, onlyOnce } from '../platform/idempotency.ts'
import { idOf, showId } from '../platform/ids.ts'
import { invitationUrl, invite } from './invitations.ts'
import { hashPin, setPin } from './pins.ts'
import { addSeat, changeRole, leave, refuseBeyond, roles, type Seat, seatsIn, standingSeat } from './staff.ts'

constraintMeans('staff_email_once', 'staff.already_here', 'email')
constraintMeans('staff_one_seat_per_person', 'staff.already_here', 'email')

const shownSeat = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: z.enum(roles),
  state: z.enum(['invited', 'here', 'left']),
  hasPin: z.boolean(),
  createdAt: z.string(),
  leftAt: z.string().nullable(),
})
const invitedSeat = shownSeat.extend({
  invitationUrl: z
    .string()
    .nullable()
    .describe('Good once, for seven days. Shown once: null when the request was repeated under its key.'),
})
const seatWish = z.strictObject({
  name: z.string().trim().min(1).max(200),
  email: emailField,
  role: z.enum(roles),
})
const one = z.object({ id: idOf('staff') })
const tags = ['Staff']
type Place = { database: Database; config: Pick<Config, 'publicUrl'> }

/** Who works here, and inviting more. */
export function staffRoutes(app: App, place: Place): void {
  app.get(
    '/api/v1/staff',
    {
      config: { scope: 'staff:read' },
      schema: {
        tags,
        summary: 'Staff',
        querystring: pageQuery(idOf('staff')),
        response: { 200: pageOf(shownSeat) },
      },
    },
    async (request) => {
      const { after = null, limit } = request.query
      const rows = await inBusiness(place.database, callerOf(request).businessId, (tx) =>
        seatsIn(tx, after, limit + 1),
      )
      return cutPage(rows, limit, { show, cursor: (row) => showId('staff', row.staffId) })
    },
  )
  invitingRoutes(app, place)
  seatRoutes(app, place)
}

function invitingRoutes(app: App, place: Place): void {
  inviteRoute(app, place)
  inviteAgainRoute(app, place)
}

function inviteRoute(app: App, { database, config }: Place): void {
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
      let url: string | null = null
      const kept = await onlyOnce(database, caller.businessId, attemptOf(request), async (tx) => {
        const seat = await addSeat(tx, request.body, caller.actor)
        url = invitationUrl(config.publicUrl, invite(tx, seat.staffId, caller.actor))
        return show(seat)
      })
      return reply.status(201).send({ ...kept, invitationUrl: url })
    },
  )
}

function inviteAgainRoute(app: App, { database, config }: Place): void {
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
        const seat = await standingSeat(tx, request.params.id)
        if (seat.userId) throw new Refused('staff.already_joined')
        refuseBeyond(caller, seat.role)
        const url = invitationUrl(config.publicUrl, invite(tx, seat.staffId, caller.actor))
        return { ...show(seat), invitationUrl: url }
      })
      return reply.status(201).send(answer)
    },
  )
}

function seatRoutes(app: App, place: Place): void {
  changeRoleRoute(app, place)
  leaveRoute(app, place)
  pinRoute(app, place)
}

function changeRoleRoute(app: App, { database }: Place): void {
  app.patch(
    '/api/v1/staff/:id',
    {
      config: { scope: 'staff:write' },
      schema: {
        tags,
        summary: 'Give somebody another role',
        params: one,
        body: z.strictObject({ role: z.enum(roles) }),
        response: { 200: shownSeat },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { role } = request.body
      return show(
        await inBusiness(database, caller.businessId, (tx) =>
          changeRole(tx, request.params.id, role, caller),
        ),
      )
    },
  )
}

function leaveRoute(app: App, { database }: Place): void {
  app.delete(
    '/api/v1/staff/:id',
    {
      config: { scope: 'staff:write' },
      schema: {
        tags,
        summary: 'End somebody’s work here; she is signed out',
        params: one,
        response: { 200: shownSeat },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      return show(await inBusiness(database, caller.businessId, (tx) => leave(tx, request.params.id, caller)))
    },
  )
}

function pinRoute(app: App, { database }: Place): void {
  app.put(
    '/api/v1/staff/:id/pin',
    {
      config: { scope: 'business:read' },
      schema: {
        tags,
        summary: 'Set the PIN for a shared till: one’s own, or as somebody who may change staff',
        params: one,
        body: z.strictObject({ pin: z.string().regex(/^\d{4,8}$/, { error: 'must be 4 to 8 digits' }) }),
        response: { 200: shownSeat },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      const { id } = request.params
      const own = caller.actor.kind === 'staff' && caller.actor.id === id
      if (!own && !caller.scopes.has('staff:write')) {
        throw new Refused('access.denied', undefined, { params: { scope: 'staff:write' } })
      }
      const hash = await hashPin(request.body.pin)
      return inBusiness(database, caller.businessId, async (tx) => {
        const seat = await standingSeat(tx, id)
        if (!own) refuseBeyond(caller, seat.role)
        setPin(tx, id, hash, caller.actor)
        return show({ ...seat, hasPin: true })
      })
    },
  )
}

function show({ staffId, name, email, role, hasPin, userId, createdAt, leftAt }: Seat) {
  return {
    id: showId('staff', staffId),
    name,
    email,
    role,
    state: leftAt ? ('left' as const) : userId ? ('here' as const) : ('invited' as const),
    hasPin,
    createdAt: createdAt.toString(),
    leftAt: leftAt?.toString() ?? null,
  }
}
