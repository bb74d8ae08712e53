import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { readyProgramme } from '../server/programme/programme.ts'
import { verifyBusiness } from '../server/verify/verify.ts'
import { completed, type Furnished, furnish } from './fixtures/everything.ts'
import { fits } from './fixtures/fits.ts'
import { randomFrom } from './fixtures/load.ts'
import { type Base, type Nasty, spoil } from './fixtures/nasty.ts'
import { oddAt } from './fixtures/odd.ts'
import { addressOf, describedRoutes, type Route, type Schema, sampleOf } from './fixtures/routes.ts'
import { fingerprints } from './fixtures/rows.ts'
import { type Json, openWorld, type Shop, type World } from './fixtures/shop.ts'

const REQUESTS = 10_000
const ODD = 2_000
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)

let world: World
let shop: Shop
let own: Furnished
before(async () => {
  world = await openWorld()
  shop = await world.open()
  own = await furnish(shop, 'OWN', 1)
})
after(() => world.close())

test('10,000 bad requests hear what is wrong with them, and nothing changes', async (t) => {
  t.diagnostic(`FUZZ_SEED=${seed}`)
  const random = randomFrom(seed)
  const { routes } = await describedRoutes(world.app)
  const untouched = await fingerprints(world.url)
  const wrong: string[] = []
  const statuses: Record<string, number> = {}
  for (let count = 0; count < REQUESTS; ) {
    const nasty = spoil(baseAt(routes[Math.floor(random() * routes.length)]!, random))
    if (!nasty) continue
    count += 1
    const { status, complaint } = await judge(nasty)
    statuses[status] = (statuses[status] ?? 0) + 1
    if (complaint) wrong.push(complaint)
  }
  t.diagnostic(JSON.stringify(statuses))
  assert.deepEqual(wrong.slice(0, 10), [], `${wrong.length} of ${REQUESTS}`)
  assert.deepEqual(await fingerprints(world.url), untouched)
})

test('2,000 odd requests that may be right never hear that it is our fault, and the books stay right', async (t) => {
  t.diagnostic(`FUZZ_SEED=${seed}`)
  const random = randomFrom(seed)
  const { routes } = await describedRoutes(world.app)
  const odd = await world.open()
  own = await furnish(odd, 'ODD', 2)
  // What ends the means of the test is left out: its only key, and the customer that everything is about.
  const harmless = routes.filter(({ method, path }) => method !== 'DELETE' && !/erase$|merge$/.test(path))
  const wrong: string[] = []
  const statuses: Record<string, number> = {}
  for (let count = 0; count < ODD; ) {
    const request = oddAt(baseAt(harmless[Math.floor(random() * harmless.length)]!, random))
    if (!request) continue
    count += 1
    const answer = await odd.ask(request.method, request.url, JSON.parse(request.payload))
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
    if (answer.status >= 500) wrong.push(`${request.method} ${request.url} ${request.payload.slice(0, 400)}`)
  }
  t.diagnostic(JSON.stringify(statuses))
  assert.deepEqual(wrong.slice(0, 10), [], `${wrong.length} of ${ODD}`)
  assert.deepEqual(await verifyBusiness(world.database, odd.businessId), [])
})

async function judge(nasty: Nasty): Promise<{ status: number; complaint: string | null }> {
  const { method, url, payload, headers } = nasty
  const answer = await world.app.inject({
    method: method as 'GET',
    url,
    headers: { authorization: `Bearer ${shop.apiKey}`, ...headers },
    ...(payload === undefined ? {} : { payload }),
  })
  const status = answer.statusCode
  const fault = faultOf(nasty, { status, type: String(answer.headers['content-type']), text: answer.body })
  const request = `${nasty.fault}: ${method} ${url.slice(0, 200)} ${String(payload ?? '').slice(0, 300)}`
  return { status, complaint: fault && `${fault} ← ${request}` }
}

/** What is wrong with an answer to a bad request, if anything is. */
function faultOf(
  nasty: Nasty,
  { status, type, text }: { status: number; type: string; text: string },
): string | null {
  if (status < 400 || status >= 500) return `${status} ${text.slice(0, 200)}`
  if (!type.startsWith('application/problem+json')) return `${status} as ${type}`
  const problem: Json = JSON.parse(text)
  if (problem.status !== status || !problem.code || !problem.title) return `${status} ${text}`
  if (![400, 413, 415, 422].includes(status)) return null
  const fields: string[] = (problem.errors ?? []).map(({ field }: Json) => field)
  if (fields.length === 0 || fields.some((field) => !field)) return `${status} names no field: ${text}`
  const { place } = nasty
  if (place === null) return null
  // Which of several shapes was meant may not be told any more: then what says so is at fault, beside the place.
  const top = (path: string) => path.split(/[.[]/)[0]
  const near = fields.some((field) => field === 'body' || top(field) === top(place))
  return near ? null : `${status} names ${fields}, not ${place}: ${text}`
}

const ordinary: Record<string, unknown> = {
  document: readyProgramme('shop', 'HUF'),
  currency: 'HUF',
  timeZone: 'Europe/Budapest',
  ownerEmail: 'owner@example.com',
  purpose: 'news',
  pin: '4711',
  batch: '01990000-0000-7000-8000-000000000000',
}

/** A request that would be right, with the shop's own things in it. */
function baseAt(route: Route, random: () => number): Base {
  const known = (name: string, schema: Schema) => {
    const kind = /^([a-z]{3})_[0-9a-f]{32}$/.exec(String(schema.example ?? ''))?.[1]
    return kind ? own.ids[kind] : (own.words[name]?.[0] ?? ordinary[name])
  }
  const required = route.parameters.filter((one) => one.in === 'path' || one.required)
  const right = Object.fromEntries(
    required.map(({ name, schema }) => [name, String(sampleOf(schema, known, name))]),
  )
  const completing = completed[`${route.method} ${route.path}`]?.(own)
  const body = route.body ? { ...(sampleOf(route.body, known) as Json), ...completing } : undefined
  assert.ok(!route.body || fits(route.body, body), `${route.method} ${route.path}: ${JSON.stringify(body)}`)
  return { route, random, body, url: (values) => addressOf(route, { ...right, ...values }) }
}
