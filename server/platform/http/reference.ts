import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { App } from '../http.ts'

const description = `Everything that the screens can do, a program can do too.

Authenticate with \`Authorization: Bearer <key>\`. Amounts are integers in minor units of the named currency (HUF, AMD
and MNT have none smaller than the whole). Lists answer \`{items, next}\` and take \`after=<next>\`. A POST that creates
takes an \`Idempotency-Key\`: repeating the request under the same key gives the same answer and does nothing twice.
Errors are problems (RFC 9457) with a \`code\` and, where a field is at fault, \`errors: [{field, message}]\`.`

/** The sign of Regulars: four strokes, one slash. */
const tally = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 40" width="48" height="40" fill="none"
  stroke="#fff" stroke-width="4" stroke-linecap="round"><path d="M10 6v28M19 6v28M28 6v28M37 6v28M4 31 44 9"/></svg>`

/** The description of the API (OpenAPI 3.1) at /api/v1/openapi.json and its reference page at /docs. Before the routes. */
export async function openReference(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Regulars',
        version: '1',
        description,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          key: { type: 'http', scheme: 'bearer' },
          // A customer's own: `Authorization: Card <token>`, as it stands in the address of her card.
          card: { type: 'apiKey', in: 'header', name: 'authorization' },
        },
      },
      security: [{ key: [] }],
    },
    transform: jsonSchemaTransform,
    // Schemas with a name stand once, among the components.
    transformObject: jsonSchemaTransformObject,
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    logo: { type: 'image/svg+xml', content: tally },
    theme: { title: 'Regulars: the API' },
    uiConfig: { docExpansion: 'list', deepLinking: true, displayRequestDuration: true },
    // Not the plugin's own policy: it would send a page on plain http to https.
    staticCSP:
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  })
  const show = { config: { scope: 'public' as const }, schema: { hide: true } }
  app.get('/api/v1/openapi.json', show, async () => app.swagger())
  app.get('/openapi.json', show, async () => app.swagger())
}
