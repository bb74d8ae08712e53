import { z } from 'zod'
import { type Database, inBusiness } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { cutPage, pageOf, pageQuery } from '../../platform/http/paging.ts'
import { type App, callerOf } from '../../platform/http.ts'
import { idOf, showId, showMaybe } from '../../platform/ids.ts'
import { listGiftCards } from '../gift-card.ts'
import { type GiftCardEntry, giftCardStatement } from '../gift-card-statement.ts'

const shownEntry = z.object({
  id: z.string(),
  amountMinor: z.int().describe('Below zero: it was spent.'),
  state: z.enum(['posted', 'pending', 'voided']),
  reason: z.string(),
  at: z.string(),
  purchaseId: z.string().nullable(),
  note: z.string().nullable(),
})

/** Everything that moved on a gift card. */
export function giftCardLedgerRoute(app: App, database: Database): void {
  app.get(
    '/api/v1/gift-cards/:id/ledger',
    {
      config: { scope: 'rewards:read' },
      schema: {
        tags: ['Gift cards'],
        summary: 'Everything that moved on a gift card, the latest first',
        params: z.object({ id: idOf('giftCard') }),
        querystring: pageQuery(idOf('transfer')),
        response: { 200: pageOf(shownEntry) },
      },
    },
    async (request) => {
      const { id } = request.params
      const { after = null, limit } = request.query
      return inBusiness(database, callerOf(request).businessId, async (tx) => {
        const [card] = await listGiftCards(tx, { ids: [id], limit: 1 })
        if (!card) throw new Refused('not_found')
        const rows = await giftCardStatement(tx, id, { after, limit: limit + 1 })
        return cutPage(rows, limit, { show, cursor: (row) => showId('transfer', row.transferId) })
      })
    },
  )
}

function show({ transferId, at, purchaseId, ...entry }: GiftCardEntry): z.output<typeof shownEntry> {
  return {
    id: showId('transfer', transferId),
    ...entry,
    at: at.toString(),
    purchaseId: showMaybe('purchase', purchaseId),
  }
}
