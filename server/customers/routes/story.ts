import { z } from 'zod'
import { type Database, inBusiness } from '../../platform/database.ts'
import { cutPage, pageOf, pageQuery } from '../../platform/http/paging.ts'
import { type App, callerOf } from '../../platform/http.ts'
import { attemptOf, onlyOnce } from '../../platform/idempotency.ts'
import { type Id, idOf, showId } from '../../platform/ids.ts'
import { resolveCustomer } from '../identities/lookup.ts'
import { addNote, type Note, notesOf, readNote, removeNote, showNote } from '../notes.ts'
import { timelineOf } from '../timeline.ts'
import { ofCustomer, tags } from './people.ts'

const maybe = z.string().nullable()
const who = z.object({ kind: z.string(), id: maybe })
const noteShown = z.object({
  id: z.string(),
  customer: z.string(),
  text: maybe.meta({ description: 'null once it was removed' }),
  author: who,
  at: z.string(),
  removedAt: maybe,
  removedBy: who.nullable(),
})
const noteBody = z.strictObject({ text: z.string().trim().min(1, { error: 'must not be empty' }).max(4000) })
const entryShown = z.object({
  id: z.string(),
  at: z.string(),
  what: z.string(),
  actor: who,
  subject: z.object({ kind: z.string(), id: z.string() }).nullable(),
  facts: z.unknown(),
})

/** What staff noted about a customer and what happened with her. */
export function storyRoutes(app: App, database: Database): void {
  app.get(
    '/api/v1/customers/:id/timeline',
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'Everything that happened with a customer, the newest first',
        params: ofCustomer,
        querystring: pageQuery(idOf('journal')),
        response: { 200: pageOf(entryShown) },
      },
    },
    async (request) => {
      const { after = null, limit } = request.query
      return inBusiness(database, callerOf(request).businessId, async (tx) => {
        const customerId = await resolveCustomer(tx, request.params.id)
        const entries = await timelineOf(tx, customerId, after, limit + 1)
        return cutPage(entries, limit, { show: (entry) => entry, cursor: ({ id }) => id })
      })
    },
  )
  noteRoutes(app, database)
}

function noteRoutes(app: App, database: Database): void {
  const path = '/api/v1/customers/:id/notes'
  app.get(
    path,
    {
      config: { scope: 'customers:read' },
      schema: {
        tags,
        summary: 'Notes by staff, the newest first',
        params: ofCustomer,
        querystring: pageQuery(idOf('note')),
        response: { 200: pageOf(noteShown) },
      },
    },
    async (request) => {
      const { after = null, limit } = request.query
      return inBusiness(database, callerOf(request).businessId, async (tx) => {
        const customerId = await resolveCustomer(tx, request.params.id)
        const notes = await notesOf(tx, customerId, after, limit + 1)
        return cutPage(notes, limit, { show: showNote, cursor: ({ noteId }) => showId('note', noteId) })
      })
    },
  )
  app.post(
    path,
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'Note something about a customer',
        params: ofCustomer,
        body: noteBody,
        response: { 201: noteShown },
      },
    },
    async (request, reply) => {
      const { businessId, actor } = callerOf(request)
      // As with customers: the text must not survive in the answer that is kept under the key.
      let made: Note | undefined
      const { id } = await onlyOnce(database, businessId, attemptOf(request), async (tx) => {
        made = await addNote(tx, request.params.id, request.body.text, actor)
        return { id: made.noteId }
      })
      made ??= await inBusiness(database, businessId, async (tx) =>
        readNote(tx, await resolveCustomer(tx, request.params.id), id as Id<'note'>),
      )
      return reply.status(201).send(showNote(made))
    },
  )
  app.delete(
    `${path}/:note`,
    {
      config: { scope: 'customers:write' },
      schema: {
        tags,
        summary: 'Take a note away; who wrote and who removed it stays',
        params: ofCustomer.extend({ note: idOf('note') }),
        response: { 200: noteShown },
      },
    },
    async (request) => {
      const { businessId, actor } = callerOf(request)
      const { id, note } = request.params
      return showNote(
        await inBusiness(database, businessId, (tx) => removeNote(tx, { id, noteId: note }, actor)),
      )
    },
  )
}
