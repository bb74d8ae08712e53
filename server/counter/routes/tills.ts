import { z } from 'zod'
import { requireLocations } from '../../businesses/businesses.ts'
import { type Database, inBusiness } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { type App, callerOf, languageOf } from '../../platform/http.ts'
import { idOf, showId } from '../../platform/ids.ts'
import { seatWithPin } from '../../staff/staff.ts'
import { makeActing, seatByPin } from '../acting.ts'
import { deskOf, showTill } from '../desk.ts'
import { settingsOf } from '../settings.ts'
import { shownCounter, shownTill } from '../shapes.ts'
import { endTill, makeTill, tillCookie, tillsIn } from '../tills.ts'
import { tags } from './finding.ts'

const pin = z.string().regex(/^\d{4,8}$/, { error: 'must be 4 to 8 digits' })
export const byPin = { staffId: idOf('staff'), pin }

/** The device at the counter: whose it is, and who stands at it. */
export function tillDeviceRoutes(app: App, place: { database: Database; secure: boolean }): void {
  deskRoute(app, place)
  openRoute(app, place)
  listRoutes(app, place)
  actingRoute(app, place)
}

function deskRoute(app: App, { database }: { database: Database }): void {
  app.get(
    '/api/v1/counter',
    {
      config: { scope: 'business:read' },
      schema: {
        tags,
        summary: 'What a device at the counter must know: its shop, who works here, limits, what is earned',
        response: { 200: shownCounter },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      return inBusiness(database, caller.businessId, (tx) => deskOf(tx, caller, languageOf(request)))
    },
  )
}

function openRoute(app: App, { database, secure }: { database: Database; secure: boolean }): void {
  app.post(
    '/api/v1/counter/tills',
    {
      config: { scope: 'staff:write' },
      schema: {
        tags,
        summary: 'Make the asking browser a shared till',
        description:
          'Sets a cookie by which it is known from now on; requests that shall be the till’s say `Regulars-Till: 1`. Sign out afterwards: a shared till needs nobody’s session.',
        body: z.strictObject({
          name: z.string().trim().min(1).max(100),
          locationId: idOf('location').optional(),
        }),
        response: { 201: shownTill },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const { name, locationId = null } = request.body
      const { till, token } = await inBusiness(database, businessId, async (tx) => {
        await requireLocations(tx, [locationId], 'locationId')
        return makeTill(tx, { name, locationId }, actor)
      })
      return reply.header('set-cookie', tillCookie(token, secure)).status(201).send(showTill(till))
    },
  )
}

function listRoutes(app: App, { database, secure }: { database: Database; secure: boolean }): void {
  app.get(
    '/api/v1/counter/tills',
    {
      config: { scope: 'staff:read' },
      schema: {
        tags,
        summary: 'The shared tills; never more than one page',
        response: { 200: z.object({ items: z.array(shownTill), next: z.null() }) },
      },
    },
    async (request) => {
      const tills = await inBusiness(database, callerOf(request).businessId, tillsIn)
      return { items: tills.map(showTill), next: null }
    },
  )
  app.delete(
    '/api/v1/counter/tills/:id',
    {
      config: { scope: 'business:read' },
      schema: {
        tags,
        summary: 'End a shared till: itself, or as somebody who may change staff',
        params: z.object({ id: idOf('till') }),
        response: { 200: shownTill },
      },
    },
    async (request, reply) => {
      const { businessId, actor, scopes, tillId } = callerOf(request)
      const { id } = request.params
      if (tillId !== id && !scopes.has('staff:write'))
        throw new Refused('access.denied', undefined, { params: { scope: 'staff:write' } })
      const till = await inBusiness(database, businessId, (tx) => endTill(tx, id, actor))
      if (tillId === id) reply.header('set-cookie', tillCookie('', secure))
      return showTill(till)
    },
  )
}

const shownActing = z.object({
  staffId: z.string(),
  name: z.string(),
  role: z.string(),
  token: z.string().describe('Goes along as `Regulars-Staff`'),
  until: z.string(),
})

function actingRoute(app: App, { database }: { database: Database }): void {
  app.post(
    '/api/v1/counter/acting',
    {
      config: { scope: 'business:read' },
      schema: {
        tags,
        summary: 'Say by PIN who stands at a shared till',
        description:
          'The token is good at this till alone, for as long as an idle till stays open; ask again with the PIN, or prolong it while it holds by leaving the PIN out.',
        body: z.strictObject({ staffId: byPin.staffId, pin: pin.optional() }),
        response: { 200: shownActing },
      },
    },
    async (request) => {
      const { businessId, tillId, actor } = callerOf(request)
      const { staffId, pin } = request.body
      const found = await inBusiness(database, businessId, (tx) => seatWithPin(tx, staffId))
      if (!found) throw new Refused('not_found', undefined, { field: 'staffId' })
      if (!tillId) throw new Refused('counter.needs_till')
      if (pin === undefined && actor.id !== staffId) throw new Refused('counter.locked')
      const seat =
        pin === undefined
          ? found
          : await seatByPin(database, { businessId, deviceId: tillId }, { staffId, pin })
      const { lockMinutes } = await inBusiness(database, businessId, settingsOf)
      const made = makeActing({ businessId, tillId }, seat, lockMinutes)
      return { staffId: showId('staff', staffId), name: seat.name, role: seat.role, ...made }
    },
  )
}
