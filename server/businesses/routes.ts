import { z } from 'zod'
import { type Database, inBusiness } from '../platform/database.ts'
import { readMoment } from '../platform/http/moment.ts'
import { cutPage, pageOf, pageQuery } from '../platform/http/paging.ts'
import { type App, callerOf } from '../platform/http.ts'
import { attemptOf, onlyOnce } from '../platform/idempotency.ts'
import { idOf, showId } from '../platform/ids.ts'
import { type Business, businessFields, businessOf, changeBusiness } from './businesses.ts'
import { changeLocation, type Location, locationsOf, openLocation } from './locations.ts'

const setting = z.unknown().refine((value) => JSON.stringify(value).length <= 4_000, { error: 'is too long' })
const shownBusiness = z.object({
  id: z.string(),
  ...businessFields,
  country: z.string().nullable(),
  pricesIncludeTax: z.boolean(),
  sandbox: z.boolean(),
  settings: z.record(z.string(), z.unknown()),
  createdAt: z.string(),
})
const { name, trade, timeZone, language, country } = businessFields
const businessChange = z
  .strictObject({
    name,
    trade,
    timeZone,
    language,
    country: country.nullable(),
    pricesIncludeTax: z.boolean(),
    settings: z
      .record(z.string().min(1).max(60), setting)
      .refine((settings) => Object.keys(settings).length <= 50, { error: 'holds too many settings' })
      .refine(
        ({ clock }) => clock === undefined || clock === null || readMoment(String(clock)) !== undefined,
        {
          error: 'must be a moment like 2026-11-22T09:30:00Z',
          path: ['clock'],
        },
      ),
  })
  .partial()

const locationFields = {
  name,
  timeZone: timeZone.nullable(),
  externalId: z.string().trim().min(1).max(100).nullable(),
  address: z.string().trim().min(1).max(300).nullable().describe('Shown on customers’ cards.'),
  phone: z
    .string()
    .trim()
    .max(40)
    .regex(/^\+?[\d(][\d ()/.-]{2,}$/, { error: 'must be a phone number' })
    .nullable()
    .describe('Shown on customers’ cards, as it is written here.'),
}
const shownLocation = z.object({
  id: z.string(),
  ...locationFields,
  createdAt: z.string(),
  closedAt: z.string().nullable(),
})
const locationWish = z.strictObject(locationFields).partial().required({ name: true })
const locationChange = z.strictObject({ ...locationFields, closed: z.boolean() }).partial()

/** The business itself, as the caller sees it. */
export function businessRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/business',
    {
      config: { scope: 'business:read' },
      schema: { tags: ['Business'], summary: 'The business', response: { 200: shownBusiness } },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) => show(await businessOf(tx))),
  )
  app.patch(
    '/api/v1/business',
    {
      config: { scope: 'business:write' },
      schema: {
        tags: ['Business'],
        summary: 'Change the business; its currency stays',
        body: businessChange,
        response: { 200: shownBusiness },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      return show(await inBusiness(database, businessId, (tx) => changeBusiness(tx, request.body, actor)))
    },
  )
}

/** Where the business sells. */
export function locationRoutes(app: App, database: Database): void {
  listLocations(app, database)
  openLocationRoute(app, database)
  changeLocationRoute(app, database)
}

function listLocations(app: App, database: Database): void {
  app.get(
    '/api/v1/locations',
    {
      config: { scope: 'business:read' },
      schema: {
        tags: ['Business'],
        summary: 'Locations',
        querystring: pageQuery(idOf('location')),
        response: { 200: pageOf(shownLocation) },
      },
    },
    async (request) => {
      const { after = null, limit } = request.query
      const rows = await inBusiness(database, callerOf(request).businessId, (tx) =>
        locationsOf(tx, after, limit + 1),
      )
      return cutPage(rows, limit, { show: showLocation, cursor: (row) => showId('location', row.locationId) })
    },
  )
}

function openLocationRoute(app: App, database: Database): void {
  app.post(
    '/api/v1/locations',
    {
      config: { scope: 'business:write' },
      schema: {
        tags: ['Business'],
        summary: 'Open a location',
        body: locationWish,
        response: { 201: shownLocation },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const made = await onlyOnce(database, businessId, attemptOf(request), async (tx) =>
        showLocation(await openLocation(tx, request.body, actor)),
      )
      return reply.status(201).send(made)
    },
  )
}

function changeLocationRoute(app: App, database: Database): void {
  app.patch(
    '/api/v1/locations/:id',
    {
      config: { scope: 'business:write' },
      schema: {
        tags: ['Business'],
        summary: 'Change, close or reopen a location',
        params: z.object({ id: idOf('location') }),
        body: locationChange,
        response: { 200: shownLocation },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const after = await inBusiness(database, businessId, (tx) =>
        changeLocation(tx, request.params.id, request.body, actor),
      )
      return showLocation(after)
    },
  )
}

function show({ businessId, createdAt, ...business }: Business) {
  return { id: showId('business', businessId), ...business, createdAt: createdAt.toString() }
}

function showLocation({ locationId, createdAt, closedAt, ...location }: Location) {
  return {
    id: showId('location', locationId),
    ...location,
    createdAt: createdAt.toString(),
    closedAt: closedAt?.toString() ?? null,
  }
}
