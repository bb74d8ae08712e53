import { z } from 'zod'
import { type Database, inBusiness } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { cutPage, pageOf, pageQuery } from '../platform/http/paging.ts'
import { constraintMeans } from '../platform/http/problems.ts'
import { type App, callerOf } from '../platform/http.ts'
import { idOf, showId } from '../platform/ids.ts'
import { type InvitingPlace, invitingRoutes } from './inviting-routes.ts'
import { hashPin, setPin } from './pins.ts'
import { shownSeat, showSeat } from './shown.ts'
import { changeRole, leave, refuseBeyond, roles, seatsIn, standingSeat } from './staff.ts'

constraintMeans('staff_email_once', 'staff.already_here', 'email')
constraintMeans('staff_one_seat_per_person', 'staff.already_here', 'email')

const one = z.object({ id: idOf('staff') })
const tags = ['Staff']

/** Who works here, and inviting more. */
export function staffRoutes(app: App, place: InvitingPlace): void {
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
      return cutPage(rows, limit, { show: showSeat, cursor: (row) => showId('staff', row.staffId) })
    },
  )
  invitingRoutes(app, place)
  seatRoutes(app, place)
}

function seatRoutes(app: App, place: InvitingPlace): void {
  changeRoleRoute(app, place)
  leaveRoute(app, place)
  pinRoute(app, place)
}

function changeRoleRoute(app: App, { database }: { database: Database }): void {
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
      return showSeat(
        await inBusiness(database, caller.businessId, (tx) =>
          changeRole(tx, request.params.id, role, caller),
        ),
      )
    },
  )
}

function leaveRoute(app: App, { database }: { database: Database }): void {
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
      return showSeat(
        await inBusiness(database, caller.businessId, (tx) => leave(tx, request.params.id, caller)),
      )
    },
  )
}

function pinRoute(app: App, { database }: { database: Database }): void {
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
        return showSeat({ ...seat, hasPin: true })
      })
    },
  )
}
