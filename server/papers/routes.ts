import { z } from 'zod'
import { type Database, inBusiness } from '../platform/database.ts'
import { type App, callerOf, type FastifyReply } from '../platform/http.ts'
import { languages } from '../platform/refusals.ts'
import { drawPoster, drawStampCards, paperOf } from './papers.ts'

const tags = ['Papers']
const language = z.enum(languages).optional().describe('Without it the business’s own.')

/** What a shop prints, as PDF. */
export function paperRoutes(
  app: App,
  { database, publicUrl }: { database: Database; publicUrl: string },
): void {
  app.get(
    '/api/v1/papers/poster.pdf',
    {
      config: { scope: 'business:read' },
      schema: {
        tags,
        summary: 'The poster by which customers join, or a table tent',
        querystring: z.strictObject({ size: z.enum(['A4', 'A5', 'A6']).default('A4'), language }),
      },
    },
    async (request, reply) => {
      const { size, language } = request.query
      const paper = await inBusiness(database, callerOf(request).businessId, (tx) =>
        paperOf(tx, { publicUrl, language }),
      )
      return sendPdf(reply, `poster-${size}.pdf`, await drawPoster(paper, size))
    },
  )
  app.get(
    '/api/v1/papers/stamp-cards.pdf',
    {
      config: { scope: 'business:read' },
      schema: {
        tags,
        summary: 'Stamp cards to cut out, ten on A4',
        querystring: z.strictObject({ language }),
      },
    },
    async (request, reply) => {
      const { language } = request.query
      const paper = await inBusiness(database, callerOf(request).businessId, (tx) =>
        paperOf(tx, { publicUrl, language }),
      )
      return sendPdf(reply, 'stamp-cards.pdf', await drawStampCards(paper))
    },
  )
}

function sendPdf(reply: FastifyReply, name: string, pdf: Buffer): FastifyReply {
  return reply
    .type('application/pdf')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'private, no-cache')
    .send(pdf)
}
