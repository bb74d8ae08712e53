import { z } from 'zod'
import { type Database, inBusiness } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { type App, callerOf } from '../platform/http.ts'
import { attemptOf, onlyOnce } from '../platform/idempotency.ts'
import { showId } from '../platform/ids.ts'
import { uuidOf } from '../platform/secrets.ts'
import { encode } from './encode.ts'
import { type Look, lookOf, lookWish, saveLook } from './look.ts'
import { addressOf, bytesOf, digestOf, keepPicture, type Picture, pictureOf } from './pictures.ts'

const tags = ['Look']
const colour = z.string().meta({ example: '#F2B705' })
const shownLook = z.object({
  colour,
  fill: colour.describe('What the card is filled with.'),
  on: colour.describe('What is written on the fill.'),
  textLight: colour,
  textDark: colour,
  tintLight: colour,
  tintDark: colour,
  graphicLight: colour,
  graphicDark: colour,
  logo: z.string().nullable().describe('The address of the logo.'),
  logoId: z.string().nullable(),
  stamp: lookWish.shape.stamp,
  serif: z.boolean(),
  nameSvg: z.object({ paths: z.array(z.string()), viewBox: z.string() }).nullable(),
})
const shownPicture = z.object({
  id: z.string(),
  url: z.string().describe('At most 1,200 pixels a side; with `-small` before `.webp` at most 240.'),
  width: z.int(),
  height: z.int(),
  seeThrough: z.boolean().describe('Whether something shines through: such a logo can be a stamp.'),
})

const PICTURE_BYTES = 8 * 1_048_576
const pictureTypes = ['image/png', 'image/jpeg', 'image/webp']

/** What a business looks like, and its pictures. */
export function lookRoutes(app: App, database: Database): void {
  readRoute(app, database)
  saveRoute(app, database)
  uploadRoute(app, database)
  pictureRoute(app, database)
}

function readRoute(app: App, database: Database): void {
  app.get(
    '/api/v1/look',
    {
      config: { scope: 'business:read' },
      schema: { tags, summary: 'How the business looks', response: { 200: shownLook } },
    },
    async (request): Promise<Look> => inBusiness(database, callerOf(request).businessId, lookOf),
  )
}

function saveRoute(app: App, database: Database): void {
  app.put(
    '/api/v1/look',
    {
      config: { scope: 'business:write' },
      schema: {
        tags,
        summary: 'Choose how the business looks',
        description: 'From one colour everything else is worked out, legible in light and in dark.',
        body: lookWish,
        response: { 200: shownLook },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      return inBusiness(database, businessId, (tx) => saveLook(tx, request.body, actor))
    },
  )
}

function uploadRoute(app: App, database: Database): void {
  // A scope of its own: nowhere else a picture is a body.
  app.register(async (inner: App) => {
    inner.addContentTypeParser(pictureTypes, { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    )
    inner.post(
      '/api/v1/pictures',
      {
        config: { scope: 'rewards:write' },
        bodyLimit: PICTURE_BYTES,
        schema: {
          tags,
          summary: 'Upload a picture',
          description:
            'PNG, JPEG or WebP, at most 8 MB. It is encoded anew; the same file again is the same picture. What nothing shows is forgotten after a day.',
          consumes: pictureTypes,
          body: z.unknown().meta({ type: 'string', format: 'binary' }),
          response: { 201: shownPicture },
        },
      },
      async (request, reply) => {
        const bytes = request.body
        if (!Buffer.isBuffer(bytes)) throw new Refused('picture.not_one', undefined, { field: 'body' })
        const { businessId, actor } = callerOf(request)
        const digest = digestOf(bytes)
        const known = await inBusiness(database, businessId, (tx) => pictureOf(tx, digest))
        const encoded = known ? null : await encode(bytes)
        const made = await onlyOnce(database, businessId, attemptOf(request), async (tx) =>
          show(businessId, encoded ? await keepPicture(tx, { digest, encoded, actor }) : known!),
        )
        return reply.status(201).send(made)
      },
    )
  })
}

function show(businessId: string, { pictureId, ...rest }: Picture): z.output<typeof shownPicture> {
  return { id: showId('picture', pictureId), url: addressOf(businessId, pictureId), ...rest }
}

/** `/pictures/<business><picture>.webp`: open to everybody, e-mails and shops of others included. */
function pictureRoute(app: App, database: Database): void {
  app.get(
    '/pictures/:name',
    { config: { scope: 'public' }, schema: { hide: true, params: z.object({ name: z.string().max(100) }) } },
    async (request, reply) => {
      const [, business, picture, small] =
        /^([0-9a-f]{32})([0-9a-f]{32})(-small)?\.webp$/.exec(request.params.name) ?? []
      if (!business || !picture) throw new Refused('not_found')
      const bytes = await inBusiness(database, uuidOf(business), (tx) =>
        bytesOf(tx, uuidOf(picture), small ? 'small' : 'large'),
      )
      return reply
        .type('image/webp')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cross-origin-resource-policy', 'cross-origin')
        .send(bytes)
    },
  )
}
