import { z } from 'zod'
import { type Database, inBusiness } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { cutPage, pageOf, pageQuery } from '../../platform/http/paging.ts'
import { type App, callerOf } from '../../platform/http.ts'
import { idOf, showMaybe } from '../../platform/ids.ts'
import { listVouchers } from '../voucher.ts'
import { usesOfVoucher } from '../voucher-history.ts'
import { namesOf, when } from './fields.ts'

const shownUse = z.object({
  id: z.string(),
  at: z.string(),
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  purchaseId: z.string().nullable(),
  locationId: z.string().nullable(),
  rolledBackAt: z.string().nullable().describe('When its purchase came back whole.'),
})

/** Who used a voucher, when and where. */
export function usesRoute(app: App, database: Database): void {
  app.get(
    '/api/v1/vouchers/:id/uses',
    {
      config: { scope: 'rewards:read' },
      schema: {
        tags: ['Vouchers'],
        summary: 'Who used a voucher, the latest first',
        params: z.object({ id: idOf('voucher') }),
        querystring: pageQuery(z.uuid()),
        response: { 200: pageOf(shownUse) },
      },
    },
    async (request) => {
      const { id } = request.params
      const { after = null, limit } = request.query
      return inBusiness(database, callerOf(request).businessId, async (tx) => {
        const [voucher] = await listVouchers(tx, { ids: [id], limit: 1 })
        if (!voucher) throw new Refused('not_found')
        const rows = await usesOfVoucher(tx, id, { after, limit: limit + 1 })
        const nameOf = await namesOf(
          tx,
          rows.map((row) => row.customerId),
        )
        const show = (row: (typeof rows)[number]) => ({
          id: row.useId,
          at: row.at.toString(),
          customerId: showMaybe('customer', row.customerId),
          customerName: nameOf(row.customerId),
          purchaseId: showMaybe('purchase', row.purchaseId),
          locationId: showMaybe('location', row.locationId),
          rolledBackAt: when(row.rolledBackAt),
        })
        return cutPage(rows, limit, { show, cursor: ({ useId }) => useId })
      })
    },
  )
}
