import { z } from 'zod'
import { businessFields } from '../businesses/businesses.ts'
import { present } from '../platform/clock.ts'
import { type Database, inBusiness } from '../platform/database.ts'
import { cutPage, pageOf, pageQuery } from '../platform/http/paging.ts'
import { type App, callerOf } from '../platform/http.ts'
import { attemptOf, onlyOnce } from '../platform/idempotency.ts'
import { idOf, showId } from '../platform/ids.ts'
import {
  addProduct,
  changeProduct,
  type Product,
  pageProducts,
  productOf,
  withdrawProduct,
} from './products.ts'
import { largestMinor } from './purchases.ts'

const text = (max: number) => z.string().trim().min(1).max(max)
const sku = text(120).meta({ description: 'The shop’s own code.', example: '85123A' })
const words = {
  name: text(500).nullable(),
  category: text(120).nullable(),
  brand: text(120).nullable(),
  unitPrice: z.int().min(0).max(largestMinor).nullable().meta({ description: 'In minor units.' }),
  currency: businessFields.currency.nullable(),
}
const wish = z.strictObject({ sku, ...z.object(words).partial().shape })
const change = z.strictObject({ sku, ...words }).partial()
const shown = z
  .object({ id: z.string(), sku, ...words, createdAt: z.string(), withdrawnAt: z.string().nullable() })
  .meta({ id: 'Product' })

const tags = ['Products']
const ofProduct = z.object({ id: idOf('product') })
const reading = { scope: 'purchases:read' } as const
const writing = { scope: 'programme:write' } as const

/** What the shop sells. Writing needs the right to the programme: categories decide what earns. */
export function productRoutes(app: App, database: Database): void {
  readingRoutes(app, database)
  writingRoutes(app, database)
  rangeRoutes(app, database)
}

function readingRoutes(app: App, database: Database): void {
  const query = pageQuery(idOf('product')).extend({ sku: text(120).optional() })
  app.get(
    '/api/v1/products',
    {
      config: reading,
      schema: { tags, summary: 'Products', querystring: query, response: { 200: pageOf(shown) } },
    },
    async (request) => {
      const { limit, ...which } = request.query
      const rows = await inBusiness(database, callerOf(request).businessId, (tx) =>
        pageProducts(tx, { ...which, limit: limit + 1 }),
      )
      return cutPage(rows, limit, { show, cursor: ({ productId }) => showId('product', productId) })
    },
  )
  app.get(
    '/api/v1/products/:id',
    { config: reading, schema: { tags, summary: 'A product', params: ofProduct, response: { 200: shown } } },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) =>
        show(await productOf(tx, request.params.id)),
      ),
  )
}

function writingRoutes(app: App, database: Database): void {
  app.post(
    '/api/v1/products',
    { config: writing, schema: { tags, summary: 'Add a product', body: wish, response: { 201: shown } } },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const made = await onlyOnce(database, businessId, attemptOf(request), async (tx) =>
        show(await addProduct(tx, request.body, actor)),
      )
      return reply.status(201).send(made)
    },
  )
  app.patch(
    '/api/v1/products/:id',
    {
      config: writing,
      schema: {
        tags,
        summary: 'Change a product; what was bought keeps its words',
        params: ofProduct,
        body: change,
        response: { 200: shown },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      return inBusiness(database, businessId, async (tx) =>
        show(await changeProduct(tx, request.params.id, request.body, actor)),
      )
    },
  )
}

/** In and out of the range. Twice is the same as once, so no key is needed. */
function rangeRoutes(app: App, database: Database): void {
  for (const [verb, summary] of [
    ['withdraw', 'Take a product out of the range; it stays known'],
    ['restore', 'Take a withdrawn product back into the range'],
  ] as const) {
    app.post(
      `/api/v1/products/:id/${verb}`,
      { config: writing, schema: { tags, summary, params: ofProduct, response: { 200: shown } } },
      async (request) => {
        const { businessId, actor } = callerOf(request)
        const at = verb === 'withdraw' ? present() : null
        return inBusiness(database, businessId, async (tx) =>
          show(await withdrawProduct(tx, request.params.id, at, actor)),
        )
      },
    )
  }
}

function show({ productId, unitPriceMinor, createdAt, withdrawnAt, ...product }: Product) {
  return {
    id: showId('product', productId),
    ...product,
    unitPrice: unitPriceMinor,
    createdAt: createdAt.toString(),
    withdrawnAt: withdrawnAt?.toString() ?? null,
  }
}
