import { Readable } from 'node:stream'
import { z } from 'zod'
import {
  askErrand,
  type Begin,
  cancelErrand,
  type Errand,
  errandOf,
  errandsOf,
  fileOf,
  type KeptFile,
  keepFile,
  sendFile,
  showErrand,
  shownErrand,
} from '../errands/errands.ts'
import { type Database, inBusiness } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { cutPage, pageOf, pageQuery } from '../platform/http/paging.ts'
import { type App, callerOf, type FastifyRequest, languageOf } from '../platform/http.ts'
import { attemptOf, onlyOnce } from '../platform/idempotency.ts'
import { idOf, showId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import type { ImportAsked } from './errand.ts'
import { dateFormats } from './guess.ts'
import { importKinds } from './imports.ts'
import { fieldsOf, lookAt } from './look.ts'
import { readMap } from './maps/kept.ts'

const FILE_BYTES = 100 * 1_048_576
const FILE_KEPT_HOURS = 7 * 24
const FILE_TYPE = 'application/octet-stream'
const tags = ['Imports']
const scope = 'imports:write' as const
const kind = z.enum(importKinds)
const one = z.object({ id: idOf('errand') })
const document = z.record(z.string(), z.unknown())

const shownFile = z.object({ id: z.string(), name: z.string(), bytes: z.number(), keptUntil: z.string() })
const shownLook = z.object({
  file: shownFile,
  encoding: z.string(),
  separator: z.string().nullable(),
  headings: z.array(z.string()),
  samples: z.array(z.array(z.string())),
  fields: z.array(z.object({ field: z.string(), needed: z.boolean() })),
  dateFormats: z.array(z.string()),
  recognised: z.object({ name: z.string(), document }).nullable(),
  kept: z.array(z.object({ name: z.string(), document })),
  guessed: z.object({
    columns: z.record(z.string(), z.string()),
    date: z.string().nullable(),
    decimal: z.enum(['.', ',']),
  }),
})
const shownImport = shownErrand.extend({
  kind,
  fileName: z.string(),
  file: z.string().nullable(),
  dryRun: z.boolean(),
  map: z.union([z.string(), document]).nullable(),
  report: z.record(z.string(), z.unknown()).nullable(),
  errors: z.boolean().describe('Whether there is a file of the rows that were left out.'),
})
const importWish = z.strictObject({
  file: idOf('file'),
  kind,
  map: z
    .union([z.string().min(1).max(60), document])
    .optional()
    .describe('The name of a ready or a kept map, or a map; left out: by the headings.'),
  dryRun: z.boolean().default(true),
})

interface Place {
  database: Database
  begin: Begin
}

/** Bringing files in: upload, look, try, run, and what became of it. */
export function importRoutes(app: App, place: Place): void {
  uploadRoute(app, place)
  lookRoute(app, place)
  askRoute(app, place)
  readingRoutes(app, place)
  errorsRoute(app, place)
}

function uploadRoute(app: App, { database }: Place): void {
  // A scope of its own: nowhere else a file is a body. It is handed on as it comes in.
  app.register(async (inner: App) => {
    inner.addContentTypeParser(FILE_TYPE, (_request, payload, done) => done(null, payload))
    inner.post(
      '/api/v1/imports/files',
      {
        config: { scope },
        bodyLimit: FILE_BYTES,
        schema: {
          tags,
          summary: 'Upload a file to import; it is kept for a week',
          description: 'CSV (also packed by gzip), TSV or XLSX, at most 100 MB, as it is on the disk.',
          consumes: [FILE_TYPE],
          querystring: z.strictObject({ name: z.string().trim().min(1).max(200) }),
          body: z.unknown().meta({ type: 'string', format: 'binary' }),
          response: { 201: shownFile },
        },
      },
      async (request, reply) => {
        const { businessId, actor } = callerOf(request)
        if (!(request.body instanceof Readable))
          throw new Refused('request.wrong_content_type', undefined, { field: 'Content-Type' })
        const keeping = { name: request.query.name, mediaType: FILE_TYPE, keptHours: FILE_KEPT_HOURS }
        const file = await keepFile(
          database,
          businessId,
          request.body,
          { ...keeping, mostBytes: FILE_BYTES },
          actor,
        )
        // Sent twice, the first answer is given again; the second copy is forgotten with the week.
        const kept = await onlyOnce(database, businessId, keyOf(request), async () => showFile(file))
        return reply.status(201).send(kept)
      },
    )
  })
}

/** The body is a stream, so that the name stands for it. */
function keyOf(request: FastifyRequest) {
  return attemptOf({ ...request, headers: request.headers, body: null } as FastifyRequest)
}

function lookRoute(app: App, { database }: Place): void {
  app.get(
    '/api/v1/imports/files/:id',
    {
      config: { scope },
      schema: {
        tags,
        summary: 'Look a file over: headings, first rows, which map fits it, which column is probably what',
        params: z.object({ id: idOf('file') }),
        querystring: z.strictObject({ kind: kind.default('customers') }),
        response: { 200: shownLook },
      },
    },
    async (request) => {
      const { kind: as } = request.query
      const { file, ...seen } = await lookAt(database, callerOf(request).businessId, request.params.id, as)
      return {
        ...seen,
        file: showFile(file),
        fields: [...fieldsOf[as]],
        dateFormats: [...dateFormats],
      } as z.output<typeof shownLook>
    },
  )
}

function askRoute(app: App, { database, begin }: Place): void {
  app.post(
    '/api/v1/imports',
    {
      config: { scope },
      schema: {
        tags,
        summary: 'Try or run an import of an uploaded file; safe to run again',
        body: importWish,
        response: { 201: shownImport },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const { file: fileId, kind: as, map, dryRun } = request.body
      const made = await onlyOnce(database, businessId, attemptOf(request), async (tx) => {
        const file = await fileOf(tx, fileId)
        const wish: ImportAsked = {
          ...{ kind: as, fileName: file.name, dryRun },
          ...(typeof map === 'string' ? { map } : {}),
          ...(typeof map === 'object' ? { document: checked(as, map) } : {}),
        }
        const errand = await askErrand(tx, { kind: 'import', wish, fileId }, actor)
        return show(errand, languageOf(request))
      })
      begin(businessId)
      return reply.status(201).send(made)
    },
  )
}

/** A map that can't be right is told at once, not when it is the errand's turn. */
function checked(as: z.output<typeof kind>, map: Record<string, unknown>): Record<string, unknown> {
  try {
    readMap(as, map)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw new Refused(error.code, error.message, { ...error, field: `map.${error.field ?? ''}` })
  }
  return map
}

function readingRoutes(app: App, { database }: Place): void {
  app.get(
    '/api/v1/imports',
    {
      config: { scope },
      schema: {
        tags,
        summary: 'Imports, the latest first',
        querystring: pageQuery(idOf('errand')),
        response: { 200: pageOf(shownImport) },
      },
    },
    async (request) => {
      const { after = null, limit } = request.query
      const rows = await inBusiness(database, callerOf(request).businessId, (tx) =>
        errandsOf(tx, 'import', { after, limit: limit + 1 }),
      )
      return cutPage(rows, limit, {
        show: (errand) => show(errand, languageOf(request)),
        cursor: ({ errandId }) => showId('errand', errandId),
      })
    },
  )
  app.get(
    '/api/v1/imports/:id',
    {
      config: { scope },
      schema: {
        tags,
        summary: 'One import: how far it is, what it brought',
        params: one,
        response: { 200: shownImport },
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) =>
        show(await errandOf(tx, 'import', request.params.id), languageOf(request)),
      ),
  )
  app.post(
    '/api/v1/imports/:id/cancel',
    {
      config: { scope },
      schema: {
        tags,
        summary: 'Stop an import; what it brought in until then stays',
        params: one,
        response: { 200: shownImport },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      return inBusiness(database, businessId, async (tx) =>
        show(await cancelErrand(tx, 'import', request.params.id, actor), languageOf(request)),
      )
    },
  )
}

function errorsRoute(app: App, { database }: Place): void {
  app.get(
    '/api/v1/imports/:id/errors',
    {
      config: { scope },
      schema: {
        tags,
        summary: 'The rows that were left out, each with the reason, as CSV',
        params: one,
        response: { 200: z.string().describe('text/csv') },
      },
    },
    async (request, reply) => {
      const { businessId } = callerOf(request)
      const file = await inBusiness(database, businessId, async (tx) => {
        const { madeFile } = await errandOf(tx, 'import', request.params.id)
        if (!madeFile) throw new Refused('not_found')
        return fileOf(tx, madeFile, 'id')
      })
      return sendFile(reply, database, businessId, file)
    },
  )
}

function show(errand: Errand, language: Language): z.output<typeof shownImport> {
  const { kind: as, fileName, map, document: own, dryRun } = errand.wish as unknown as ImportAsked
  return {
    ...showErrand(errand, language),
    ...{ kind: as, fileName, dryRun, map: map ?? own ?? null, report: errand.result },
    file: errand.fileId && showId('file', errand.fileId),
    errors: errand.madeFile !== null,
  }
}

function showFile({ fileId, name, bytes, keptUntil }: KeptFile) {
  return { id: showId('file', fileId), name, bytes, keptUntil: keptUntil.toString() }
}
