import { Readable } from 'node:stream'
import { z } from 'zod'
import { businessOf } from '../businesses/businesses.ts'
import { readCustomers } from '../customers/customers.ts'
import { tell } from '../journal/journal.ts'
import { type Database, inBusiness, statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { pageOf, pageQuery } from '../platform/http/paging.ts'
import { type App, callerOf, type Language, languageOf } from '../platform/http.ts'
import { idOf, type PurchaseId, showId, showMaybe } from '../platform/ids.ts'
import { grantsOf, versionOf } from '../programme/programme.ts'
import {
  findPurchase,
  linesOf,
  type Purchase,
  type PurchaseFilter,
  pagePurchases,
  purchaseFilterFields,
  purchaseOrders,
  returnsOf,
  sumPurchases,
} from '../purchases/purchases.ts'
import { showGrants, showPurchase, showRedeemed } from './answer.ts'
import { purchasesFile } from './purchase-file.ts'
import { showReturn } from './returning.ts'
import { lockCustomer } from './scene.ts'
import { shownGrant, shownPurchase, shownRedeemed, shownReturn } from './shapes.ts'

const named = z.object({ id: z.string(), name: z.string() })

/** What was bought: a list, its sums, and one purchase with everything about it. */
export function purchaseRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/purchases',
    {
      config: { scope: 'purchases:read' },
      schema: {
        tags: ['Till'],
        summary: 'Purchases, the latest first',
        description:
          'In the order in which they were recorded; those of one customer by the day they were made. `order` says otherwise. A page looks through 200,000 purchases at most: it may be short, even empty, while `next` says where to look further.',
        querystring: pageQuery(idOf('purchase')).extend({
          ...purchaseFilterFields,
          order: z.enum(purchaseOrders).optional(),
        }),
        response: { 200: pageOf(shownPurchase.extend({ customer: named.nullable() })) },
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) => {
        const { after, limit, order: asked, ...wanted } = request.query
        const filter = await whose(tx, wanted)
        const order = asked ?? (filter.customer ? 'day' : 'recorded')
        const { purchases: rows, next } = await pagePurchases(tx, { filter, order, after, limit })
        const mayKnow = callerOf(request).scopes.has('customers:read')
        const [lines, names] = await Promise.all([
          linesOf(
            tx,
            rows.map(({ id }) => id),
          ),
          mayKnow ? namesFor(tx, rows) : new Map<string, string>(),
        ])
        return {
          items: rows.map((row) => ({
            ...showPurchase(row, lines.get(row.id) ?? []),
            customer: nameOf(names, row.customerId),
          })),
          next: showMaybe('purchase', next),
        }
      }),
  )
  app.get(
    '/api/v1/purchases/sums',
    {
      config: { scope: 'purchases:read' },
      schema: {
        tags: ['Till'],
        summary: 'What purchases come to together',
        querystring: z.strictObject(purchaseFilterFields),
        response: {
          200: z.object({
            count: z.int(),
            customers: z.int().describe('Different ones'),
            anonymous: z.int(),
            total: z.int(),
            returned: z.int(),
            more: z
              .boolean()
              .describe('There are more than were looked at: the sums are of the latest 200,000'),
          }),
        },
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) => {
        const { totalMinor, returnedMinor, ...sums } = await sumPurchases(tx, await whose(tx, request.query))
        return { ...sums, total: totalMinor, returned: returnedMinor }
      }),
  )
  app.get(
    '/api/v1/purchases/export',
    {
      config: { scope: 'business:write' },
      schema: {
        tags: ['Till'],
        summary: 'Purchases as CSV, a row for each line',
        description: 'That it was made is in the journal.',
        querystring: z.strictObject(purchaseFilterFields),
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const filter = await inBusiness(database, businessId, async (tx) => {
        tell(tx, { what: 'purchases.carried_off', actor, facts: request.query })
        return whose(tx, request.query)
      })
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="purchases.csv"')
        .send(Readable.from(purchasesFile(database, businessId, filter)))
    },
  )
  oneRoute(app, database)
}

/** The names of whose purchases they are, for those who may know them. */
async function namesFor(tx: Tx, rows: readonly Purchase[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ customerId }) => customerId ?? []))]
  return new Map((await readCustomers(tx, ids)).map(({ id, name }) => [id, name]))
}

function nameOf(names: ReadonlyMap<string, string>, customerId: string | null) {
  const id = showMaybe('customer', customerId)
  const name = id === null ? undefined : names.get(id)
  return id !== null && name !== undefined ? { id, name } : null
}

/** An id from before a merge finds the purchases of the customer who bears it now. */
async function whose(tx: Tx, filter: PurchaseFilter): Promise<PurchaseFilter> {
  if (!filter.customer) return filter
  return { ...filter, customer: (await lockCustomer(tx, filter.customer)).id }
}

function oneRoute(app: App, database: Database): void {
  app.get(
    '/api/v1/purchases/:id',
    {
      config: { scope: 'purchases:read' },
      schema: {
        tags: ['Till'],
        summary: 'A purchase with what it was granted and why, what was redeemed and what came back',
        params: z.strictObject({ id: idOf('purchase') }),
        response: {
          200: shownPurchase.extend({
            returns: z.array(shownReturn),
            granted: z.array(shownGrant.extend({ left: z.int().describe('Of it, not taken back') })),
            paidWith: shownRedeemed,
            confirmedAt: z.string().nullable(),
            waiting: z.boolean().describe('Its points wait until it is confirmed'),
            location: named.nullable(),
            staff: named.nullable(),
            customer: named.nullable(),
          }),
        },
      },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) => {
        const { id } = request.params
        const [purchase, lines, returns] = await Promise.all([
          findPurchase(tx, id),
          linesOf(tx, [id]),
          returnsOf(tx, id),
        ])
        if (!purchase) throw new Refused('not_found')
        const mayKnow = callerOf(request).scopes.has('customers:read')
        return {
          ...showPurchase(purchase, lines.get(id) ?? []),
          returns: returns.map(showReturn),
          customer: nameOf(mayKnow ? await namesFor(tx, [purchase]) : new Map(), purchase.customerId),
          ...(await aboutIt(tx, purchase, languageOf(request))),
        }
      }),
  )
}

const readAround = statement<{
  place: string | null
  servedBy: string | null
  waiting: boolean
}>(
  'till.around_purchase',
  `select (select name from locations where business_id = $1 and location_id = $3) as place,
          (select name from staff where business_id = $1 and staff_id = $4) as "servedBy",
          exists (select from grants g join lots l on l.business_id = g.business_id and l.lot_id = g.lot_id
                   where g.business_id = $1 and g.purchase_id = $2 and not l.ripe and l.ripens_at is null
                     and l.remaining > 0) as waiting`,
)

async function aboutIt(tx: Tx, purchase: Purchase, language: Language) {
  const { id, locationId, staffId, redeemed, confirmedAt } = purchase
  const [around] = await tx.rows(readAround, [tx.businessId, id, locationId, staffId])
  return {
    granted: await grantedFor(tx, id, language),
    paidWith: showRedeemed(redeemed),
    confirmedAt: confirmedAt?.toString() ?? null,
    waiting: around!.waiting && confirmedAt === null,
    location:
      locationId && around!.place ? { id: showId('location', locationId), name: around!.place } : null,
    staff: staffId && around!.servedBy ? { id: showMaybe('staff', staffId)!, name: around!.servedBy } : null,
  }
}

/** Each grant is explained by the version of the programme that it came from. */
async function grantedFor(tx: Tx, id: PurchaseId, language: Language) {
  const grants = await grantsOf(tx, [id])
  if (grants.length === 0) return []
  const business = await businessOf(tx)
  const versions = new Map<string, Awaited<ReturnType<typeof versionOf>>>()
  for (const { versionId } of grants) {
    if (!versions.has(versionId)) versions.set(versionId, await versionOf(tx, versionId))
  }
  return grants.map((grant) => {
    const [shown] = showGrants({ business, version: versions.get(grant.versionId)! }, [grant], language)
    return { ...shown!, left: grant.liveAmount }
  })
}
