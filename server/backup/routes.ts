import { z } from 'zod'
import {
  askErrand,
  type Begin,
  cancelErrand,
  type Errand,
  errandOf,
  errandsOf,
  fileOf,
  sendFile,
  showErrand,
  shownErrand,
} from '../errands/errands.ts'
import { type Database, inBusiness } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { cutPage, pageOf, pageQuery } from '../platform/http/paging.ts'
import { type App, callerOf, languageOf } from '../platform/http.ts'
import { attemptOf, onlyOnce } from '../platform/idempotency.ts'
import { idOf, showId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import { type Exportable, exportable } from './errand.ts'

const tags = ['Exports']
const scope = 'exports:write' as const
const what = z.enum(exportable)
const one = z.object({ id: idOf('errand') })
const shownExport = shownErrand.extend({
  what,
  rows: z.number().nullable(),
  bytes: z.number().nullable(),
  keptUntil: z.string().nullable().describe('Until when the file can be fetched.'),
})

interface Place {
  database: Database
  begin: Begin
}

/** Carrying the books off as tables: for the owner. */
export function exportRoutes(app: App, place: Place): void {
  askRoute(app, place)
  readingRoutes(app, place)
  fileRoute(app, place)
}

function askRoute(app: App, { database, begin }: Place): void {
  app.post(
    '/api/v1/exports',
    {
      config: { scope },
      schema: {
        tags,
        summary: 'Ask for the books as CSV files in one packed file',
        body: z.strictObject({ what }),
        response: { 201: shownExport },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const made = await onlyOnce(database, businessId, attemptOf(request), async (tx) =>
        show(await askErrand(tx, { kind: 'export', wish: request.body }, actor), languageOf(request)),
      )
      begin(businessId)
      return reply.status(201).send(made)
    },
  )
}

function readingRoutes(app: App, { database }: Place): void {
  app.get(
    '/api/v1/exports',
    {
      config: { scope },
      schema: {
        tags,
        summary: 'Exports, the latest first',
        querystring: pageQuery(idOf('errand')),
        response: { 200: pageOf(shownExport) },
      },
    },
    async (request) => {
      const { after = null, limit } = request.query
      const rows = await inBusiness(database, callerOf(request).businessId, (tx) =>
        errandsOf(tx, 'export', { after, limit: limit + 1 }),
      )
      return cutPage(rows, limit, {
        show: (errand) => show(errand, languageOf(request)),
        cursor: ({ errandId }) => showId('errand', errandId),
      })
    },
  )
  app.get(
    '/api/v1/exports/:id',
    {
      config: { scope },
      schema: { tags, summary: 'One export: how far it is', params: one, response: { 200: shownExport } },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) =>
        show(await errandOf(tx, 'export', request.params.id), languageOf(request)),
      ),
  )
  app.post(
    '/api/v1/exports/:id/cancel',
    {
      config: { scope },
      schema: { tags, summary: 'Stop an export', params: one, response: { 200: shownExport } },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      return inBusiness(database, businessId, async (tx) =>
        show(await cancelErrand(tx, 'export', request.params.id, actor), languageOf(request)),
      )
    },
  )
}

function fileRoute(app: App, { database }: Place): void {
  app.get(
    '/api/v1/exports/:id/file',
    {
      config: { scope },
      schema: {
        tags,
        summary: 'The packed file, for a day',
        params: one,
        response: { 200: z.string().describe('application/zip') },
      },
    },
    async (request, reply) => {
      const { businessId } = callerOf(request)
      const file = await inBusiness(database, businessId, async (tx) => {
        const { madeFile } = await errandOf(tx, 'export', request.params.id)
        if (!madeFile) throw new Refused('not_found')
        return fileOf(tx, madeFile, 'id')
      })
      return sendFile(reply, database, businessId, file)
    },
  )
}

function show(errand: Errand, language: Language): z.output<typeof shownExport> {
  const result = errand.result as { rows: number; bytes: number; keptUntil: string } | null
  return {
    ...showErrand(errand, language),
    what: errand.wish.what as Exportable,
    rows: result?.rows ?? null,
    bytes: result?.bytes ?? null,
    keptUntil: result?.keptUntil ?? null,
  }
}
