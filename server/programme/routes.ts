import { z } from 'zod'
import { businessOf } from '../businesses/businesses.ts'
import { type Database, inBusiness, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { cutPage, pageQuery } from '../platform/http/paging.ts'
import { languageOf } from '../platform/http/problems.ts'
import { type App, callerOf } from '../platform/http.ts'
import { idOf, showId } from '../platform/ids.ts'
import type { Language } from '../platform/refusals.ts'
import { concernKey } from './concerns.ts'
import {
  concerns,
  currentVersion,
  documentOf,
  programmeSentences,
  saveProgramme,
  say,
  sayInPieces,
  type Version,
  versionOf,
} from './programme.ts'
import { peopleOnTiers, type VersionHead, versionHead, versionHeads } from './versions.ts'

const put = z.strictObject({
  document: z.unknown(),
  /** The number of the version that the editor saw: refused when somebody saved another meanwhile. */
  expected: z.int().min(1).optional(),
})

/** The programme: read it, put a new version in force, look at the old ones, hear what it says before saving. */
export function programmeRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/programme',
    {
      config: { scope: 'programme:read' },
      schema: {
        tags: ['Programme'],
        summary: 'The programme in force, said in sentences, with what it might be misunderstood in',
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) =>
        shown(tx, await currentVersion(tx), languageOf(request)),
      ),
  )

  app.get(
    '/api/v1/programme/versions',
    {
      config: { scope: 'programme:read' },
      schema: {
        tags: ['Programme'],
        summary: 'The versions of the programme, the latest first, with who saved them',
        querystring: pageQuery(idOf('programmeVersion')),
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) => {
        const { after, limit } = request.query
        const last = after === undefined ? undefined : await versionHead(tx, after)
        if (after !== undefined && !last) throw new Refused('not_found', undefined, { field: 'after' })
        const rows = await versionHeads(tx, { before: last?.number ?? null, limit: limit + 1 })
        return cutPage(rows, limit, { show: head, cursor: ({ id }) => showId('programmeVersion', id) })
      }),
  )

  app.get(
    '/api/v1/programme/tiers',
    {
      config: { scope: 'programme:read' },
      schema: { tags: ['Programme'], summary: 'The tiers in force, with how many people stand on each' },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) => {
        const { document } = await currentVersion(tx)
        const people = await peopleOnTiers(tx)
        const levels = document.tiers?.levels ?? []
        return { items: levels.map(({ id, name }) => ({ id, name, people: people.get(id) ?? 0 })) }
      }),
  )

  app.get(
    '/api/v1/programme/versions/:id',
    {
      config: { scope: 'programme:read' },
      schema: {
        tags: ['Programme'],
        summary: 'One version of the programme',
        params: z.strictObject({ id: idOf('programmeVersion') }),
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) => {
        // Ids come from outside: the head says whether there is such a version here.
        if (!(await versionHead(tx, request.params.id))) throw new Refused('not_found')
        return shown(tx, await versionOf(tx, request.params.id), languageOf(request))
      }),
  )

  app.put(
    '/api/v1/programme',
    {
      config: { scope: 'programme:write' },
      schema: {
        tags: ['Programme'],
        summary: 'Put a new version of the programme in force',
        description:
          'Versions never change: what was granted by an earlier one stays explained and is unwound by its own terms.',
        body: z.union([put, z.record(z.string(), z.unknown())]),
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      // The document itself is taken too, without an envelope.
      const { document, expected } =
        'document' in request.body ? inEnvelope(request.body) : { document: request.body }
      const draft = documentOf(document, 'document' in request.body ? 'document' : '')
      return inBusiness(database, businessId, async (tx) =>
        shown(tx, await saveProgramme(tx, draft, actor, expected), languageOf(request)),
      )
    },
  )

  app.post(
    '/api/v1/programme/preview',
    {
      config: { scope: 'programme:read' },
      schema: {
        tags: ['Programme'],
        summary: 'What a programme would say, before it is saved',
        body: z.record(z.string(), z.unknown()),
      },
    },
    async (request) => {
      const document = documentOf(request.body, '')
      const { currency } = await inBusiness(database, callerOf(request).businessId, (tx) => businessOf(tx))
      return spoken(document, currency, languageOf(request))
    },
  )
}

/** What isn't an envelope in order would pass for a document, so it is looked at again. */
function inEnvelope(body: object): z.output<typeof put> {
  const result = put.safeParse(body)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const field = issue.code === 'unrecognized_keys' ? issue.keys[0]! : issue.path.join('.')
  throw new Refused('request.invalid', issue.message, { field })
}

function head({ id, number, createdAt, by }: VersionHead) {
  return {
    id: showId('programmeVersion', id),
    number,
    createdAt: createdAt.toString(),
    by: by && { name: by },
  }
}

async function shown(tx: Tx, version: Version, language: Language) {
  const { currency } = await businessOf(tx)
  const saved = await versionHead(tx, version.id)
  return {
    ...head({ ...version, by: saved?.by ?? null }),
    document: version.document,
    ...spoken(version.document, currency, language),
  }
}

function spoken(document: Version['document'], currency: string, language: Language) {
  const listener = { currency, words: { point: document.points?.name } }
  return {
    sentences: programmeSentences(document, language).map((one) => ({
      path: one.path,
      text: say(language, one, listener),
      pieces: sayInPieces(language, one, listener),
    })),
    concerns: concerns(document, language).map((one) => ({
      code: one.code,
      path: one.path,
      text: say(language, { key: concernKey(one), params: one.params }, listener),
    })),
  }
}
