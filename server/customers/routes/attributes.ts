import { z } from 'zod'
import { type Database, inBusiness } from '../../platform/database.ts'
import { pageOf } from '../../platform/http/paging.ts'
import { type App, callerOf } from '../../platform/http.ts'
import {
  attributeInput,
  attributeKey,
  attributesOf,
  attributeTypes,
  labelsSaid,
  putAttribute,
  retireAttribute,
} from '../attributes.ts'

const attributeShown = z.object({
  key: z.string(),
  type: z.enum(attributeTypes),
  labels: labelsSaid,
  choices: z.array(z.object({ key: z.string(), labels: labelsSaid })),
  required: z.boolean(),
  askedAtJoining: z.boolean(),
  position: z.number(),
})
const tags = ['Attributes']
const params = z.object({ key: attributeKey })

/** The owner's own questions about customers; those asked at joining are the questionnaire. */
export function attributeRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/attributes',
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'The questions, in their order; never more than one page',
        response: { 200: pageOf(attributeShown) },
      },
    },
    async (request) => {
      const items = await inBusiness(database, callerOf(request).businessId, attributesOf)
      return { items, next: null }
    },
  )
  app.put(
    '/api/v1/attributes/:key',
    {
      config: { scope: 'business:write' },
      schema: {
        tags,
        summary: 'Make or change a question',
        params,
        body: attributeInput,
        response: { 200: attributeShown },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      return inBusiness(database, businessId, (tx) =>
        putAttribute(tx, request.params.key, request.body, actor),
      )
    },
  )
  app.delete(
    '/api/v1/attributes/:key',
    {
      config: { scope: 'business:write' },
      schema: {
        tags,
        summary: 'Ask no longer; what was answered stays',
        params,
        response: { 200: z.object({ key: z.string() }) },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const { key } = request.params
      await inBusiness(database, businessId, (tx) => retireAttribute(tx, key, actor))
      return { key }
    },
  )
}
