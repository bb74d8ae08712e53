import { z } from 'zod'
import { businessOf, nowOf } from '../../businesses/businesses.ts'
import { customerKey } from '../../customers/customers.ts'
import { tell } from '../../journal/journal.ts'
import { newBook, openBook, writeBook } from '../../ledger/ledger.ts'
import { type Database, inBusiness, type Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { cutPage, pageOf, pageQuery } from '../../platform/http/paging.ts'
import { type App, callerOf } from '../../platform/http.ts'
import { attemptOf, onlyOnce } from '../../platform/idempotency.ts'
import { type GiftCardId, idOf, showId, showMaybe } from '../../platform/ids.ts'
import {
  blockGiftCard,
  type GiftCard,
  giftCardAccount,
  giftCardIdOf,
  giftCardStates,
  issueGiftCard,
  listGiftCards,
  lockGiftCard,
  topUpGiftCard,
  unblockGiftCard,
} from '../gift-card.ts'
import {
  amountMinor,
  code,
  currency,
  customerNamed,
  guesserOf,
  moment,
  namesOf,
  note,
  reveal,
  when,
} from './fields.ts'
import { giftCardLedgerRoute } from './gift-card-ledger.ts'

const tags = ['Gift cards']
const ofCard = z.object({ id: idOf('giftCard') })
const shownCard = z.object({
  id: z.string(),
  currency: z.string(),
  balanceMinor: z.int(),
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  purchaseId: z.string().nullable(),
  note: z.string().nullable(),
  validUntil: z.string().nullable(),
  createdAt: z.string(),
  blockedAt: z.string().nullable(),
  blockedBecause: z.string().nullable(),
})
const newCard = z.strictObject({
  amountMinor,
  currency: currency.optional().describe('The business’s own when left out.'),
  customer: customerKey.optional().describe('Whose card shows it; whoever knows the code may spend it.'),
  validUntil: moment.optional(),
  given: z.boolean().default(false).describe('true: a present of the business, nobody paid for it.'),
  note: note.optional(),
})

/** Gift cards sold or given outside a purchase; within one they are a line of kind `gift_card`. */
export function giftCardRoutes(app: App, database: Database): void {
  issueRoute(app, database)
  readRoutes(app, database)
  lookUpRoute(app, database)
  topUpRoute(app, database)
  blockRoutes(app, database)
  giftCardLedgerRoute(app, database)
}

function issueRoute(app: App, database: Database): void {
  app.post(
    '/api/v1/gift-cards',
    {
      config: { scope: 'rewards:write' },
      schema: {
        tags,
        summary: 'Make a gift card',
        body: newCard,
        response: { 201: shownCard.extend({ code: z.string().nullable() }) },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const { customer, given, validUntil, note: words, amountMinor: amount } = request.body
      const kept = await onlyOnce(database, businessId, attemptOf(request), async (tx) => {
        const { currency: own, timeZone } = await businessOf(tx)
        const book = newBook(tx.businessId, timeZone)
        const made = issueGiftCard(tx, book, {
          amountMinor: amount,
          currency: request.body.currency ?? own,
          reason: given ? 'gift' : 'sale',
          customerId: await customerNamed(tx, customer),
          validUntil: validUntil ?? null,
          note: words ?? null,
          now: await nowOf(tx),
        })
        writeBook(tx, book)
        const subject = { kind: 'gift_card', id: made.giftCardId }
        tell(tx, { what: 'gift_card.issued', actor, subject, facts: { amountMinor: amount, given } })
        return { ...show(await read(tx, made.giftCardId)), sealed: made.sealed }
      })
      return reply.status(201).send(reveal(businessId, kept))
    },
  )
}

function readRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/gift-cards',
    {
      config: { scope: 'rewards:read' },
      schema: {
        tags,
        summary: 'Gift cards with what is on them, the newest first',
        description: 'Without their codes: a code is money.',
        querystring: pageQuery(idOf('giftCard')).extend({
          customer: idOf('customer').optional(),
          state: z.enum(giftCardStates).optional(),
        }),
        response: { 200: pageOf(shownCard) },
      },
    },
    async (request) => {
      const { customer: customerId, limit, ...rest } = request.query
      return inBusiness(database, callerOf(request).businessId, async (tx) => {
        const wanted = { ...rest, customerId, now: await nowOf(tx), limit: limit + 1 }
        const rows = await listGiftCards(tx, wanted)
        const nameOf = await namesOf(
          tx,
          rows.map((row) => row.customerId),
        )
        const named = (row: GiftCard) => show(row, nameOf(row.customerId))
        return cutPage(rows, limit, { show: named, cursor: (row) => showId('giftCard', row.giftCardId) })
      })
    },
  )
  app.get(
    '/api/v1/gift-cards/:id',
    {
      config: { scope: 'rewards:read' },
      schema: { tags, summary: 'One gift card', params: ofCard, response: { 200: shownCard } },
    },
    async (request) =>
      inBusiness(database, callerOf(request).businessId, async (tx) =>
        show(await read(tx, request.params.id)),
      ),
  )
}

function lookUpRoute(app: App, database: Database): void {
  app.post(
    '/api/v1/gift-cards/look-up',
    {
      config: { scope: 'redemptions:write' },
      schema: {
        tags,
        summary: 'The balance behind a code',
        description:
          'The code comes in the body, as URLs are logged. Unknown codes are counted and slowed down.',
        body: z.strictObject({ code }),
        response: { 200: shownCard },
      },
    },
    async (request) => {
      const caller = callerOf(request)
      return inBusiness(database, caller.businessId, async (tx) =>
        show(await read(tx, await giftCardIdOf(tx, request.body.code, guesserOf(caller)))),
      )
    },
  )
}

function topUpRoute(app: App, database: Database): void {
  app.post(
    '/api/v1/gift-cards/:id/top-ups',
    {
      config: { scope: 'rewards:write' },
      schema: {
        tags,
        summary: 'Add money to a gift card',
        params: ofCard,
        body: z.strictObject({ amountMinor, note: note.optional() }),
        response: { 201: shownCard },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      const { id } = request.params
      const { amountMinor: amount, note: words = null } = request.body
      const after = await onlyOnce(database, businessId, attemptOf(request), async (tx) => {
        const now = await nowOf(tx)
        const card = await lockGiftCard(tx, id)
        const { timeZone } = await businessOf(tx)
        const { holder } = giftCardAccount(id, card.currency)
        const book = await openBook(tx, { holders: [holder], timeZone, lots: true })
        book.settle(now)
        topUpGiftCard(book, card, { amountMinor: amount, now, note: words })
        writeBook(tx, book)
        const subject = { kind: 'gift_card', id }
        tell(tx, { what: 'gift_card.topped_up', actor, subject, facts: { amountMinor: amount } })
        return show(await read(tx, id))
      })
      return reply.status(201).send(after)
    },
  )
}

function blockRoutes(app: App, database: Database): void {
  for (const blocked of [true, false]) {
    app.post(
      `/api/v1/gift-cards/:id/${blocked ? 'block' : 'unblock'}`,
      {
        config: { scope: 'rewards:write' },
        schema: {
          tags,
          summary: blocked ? 'Block a gift card; what is on it stays' : 'Free a blocked gift card',
          params: ofCard,
          body: z.strictObject({ reason: note }),
          response: { 200: shownCard },
        },
      },
      async (request) => {
        const { businessId, actor } = callerOf(request)
        const { id } = request.params
        const { reason } = request.body
        return inBusiness(database, businessId, async (tx) => {
          await lockGiftCard(tx, id)
          if (blocked) blockGiftCard(tx, id, await nowOf(tx), reason)
          else unblockGiftCard(tx, id)
          const what = blocked ? 'gift_card.blocked' : 'gift_card.unblocked'
          tell(tx, { what, actor, subject: { kind: 'gift_card', id }, facts: { reason } })
          return show(await read(tx, id))
        })
      },
    )
  }
}

async function read(tx: Tx, id: GiftCardId): Promise<GiftCard> {
  const [card] = await listGiftCards(tx, { ids: [id], limit: 1 })
  if (!card) throw new Refused('not_found')
  return card
}

function show(card: GiftCard, customerName: string | null = null): z.output<typeof shownCard> {
  const { giftCardId, currency: money, balanceMinor, note: words, blockedBecause } = card
  return {
    id: showId('giftCard', giftCardId),
    currency: money,
    balanceMinor,
    customerId: showMaybe('customer', card.customerId),
    customerName,
    purchaseId: showMaybe('purchase', card.purchaseId),
    note: words,
    validUntil: when(card.validUntil),
    createdAt: card.createdAt.toString(),
    blockedAt: when(card.blockedAt),
    blockedBecause,
  }
}
