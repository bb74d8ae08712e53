import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { scopes } from '../server/platform/http.ts'
import { completed, type Furnished, furnish } from './fixtures/everything.ts'
import {
  addressOf,
  describedRoutes,
  leavesOf,
  type Route,
  type Schema,
  sampleOf,
  withAt,
} from './fixtures/routes.ts'
import { fingerprints } from './fixtures/rows.ts'
import { type Answer, type Json, openWorld, type Shop, type World } from './fixtures/shop.ts'

/**
 * The links in these are the right to use them: whoever has one comes in, whatever else she has. A card's routes take
 * no key at all (server/card/own.test.ts tries them with what is another's), and joining is open to the world.
 */
const isOpen = ({ path }: Route) => /^\/api\/v1\/(setup|join|card)(\/|$)/.test(path)

/** One try: the other business's value in one place of a request that is otherwise the caller's own. */
interface Attempt {
  route: Route
  place: string
  url: string
  body: unknown
}

describe('with the key of one business and what belongs to another', () => {
  let world: World
  let thief: Shop
  let victim: Shop
  let own: Furnished
  let foreign: Furnished
  let routes: Route[]
  before(async () => {
    world = await openWorld()
    ;[thief, victim] = [await world.open({ name: 'THIEF' }), await world.open({ name: 'VICTIM' })]
    own = await furnish(thief, 'THIEF', 1)
    foreign = await furnish(victim, 'VICTIM', 2)
    routes = (await describedRoutes(world.app)).routes.filter((route) => !isOpen(route))
  })
  after(() => world.close())

  test('every route answers "not found" or nothing, tells nothing and changes nothing', async (t) => {
    const untouched = await fingerprints(world.url, victim.businessId)
    const wrong: string[] = []
    let count = 0
    const tried = new Set<Route>()
    for (const attempt of routes.flatMap((route) => attemptsAt(route, own, foreign))) {
      const { route, place, url, body } = attempt
      // Guessing codes is slowed down by the key that guesses, so each try has its own.
      const wish = { name: 'Guess', scopes }
      const { token } = await thief.done('POST', '/api/v1/api-keys', wish)
      const answer = await thief.ask(route.method, url, body, { authorization: `Bearer ${token}` })
      const fault = faultOf(attempt, answer)
      if (fault) wrong.push(`${route.method} ${route.path} with a foreign ${place}: ${fault}`)
      tried.add(route)
      count += 1
    }
    assert.deepEqual(wrong, [])
    assert.deepEqual(await fingerprints(world.url, victim.businessId), untouched)
    const byId = routes.filter(({ parameters }) => parameters.some((one) => one.in === 'path'))
    assert.deepEqual(
      byId.filter((route) => !tried.has(route)).map(({ method, path }) => `${method} ${path}`),
      [],
      'a route whose parameter no value is known for: furnish a shop with one',
    )
    t.diagnostic(`${count} tries at ${tried.size} of ${routes.length} routes`)
  })

  test('every list shows only the caller’s own', async () => {
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const values = route.parameters
        .filter((one) => one.in === 'path')
        .map((one) => [one.name, valuesFor(one, own)[0]])
      if (values.some(([, value]) => value === undefined)) continue
      const answer = await thief.ask('GET', addressOf(route, Object.fromEntries(values)))
      // In capitals: the small one is the key of a question, a word that a thief may use for one of her own.
      assert.ok(!/VICTIM|victim@/.test(answer.text), `${route.path} tells of the other business`)
      for (const id of Object.values(foreign.ids))
        assert.ok(!answer.text.includes(id), `${route.path} has ${id}`)
    }
  })

  test('the same idempotency keys and external ids live side by side', async () => {
    for (const shop of [thief, victim]) {
      const headers = { 'idempotency-key': 'same' }
      const body = { total: 500, externalId: 'same' }
      assert.equal((await shop.ask('POST', '/api/v1/purchases', body, headers)).status, 201)
      assert.equal((await shop.ask('POST', '/api/v1/customers', { name: 'Same' }, headers)).status, 201)
    }
  })
})

/** What is wrong with an answer, if anything is. */
function faultOf({ place, url, body }: Attempt, { status, text, body: said }: Answer): string | undefined {
  const sent = `${decodeURIComponent(url)} ${JSON.stringify(body)}`
  const told = text.match(/\w*VICTIM\w*/i)?.[0]
  if (told && !sent.includes(told)) return `it tells ${told}: ${text}`
  // Whose id it is makes no difference to a cursor: it says where to go on among the caller's own.
  if (status === 404 || (place === 'after' && status === 200)) return undefined
  // A word that each business gives to its own question: there may be one by the same word, or none.
  if (place === 'key') return undefined
  const empty =
    status === 200 && ((Array.isArray(said?.items) && said.items.length === 0) || said?.count === 0)
  // A file of nothing but its header.
  const bare = status === 200 && /^\uFEFF?[\w,]+\r\n$/.test(text)
  return empty || bare ? undefined : `${status} ${text.slice(0, 300)}`
}

function attemptsAt(route: Route, own: Furnished, foreign: Furnished): Attempt[] {
  const mine = Object.fromEntries(
    route.parameters
      .filter((one) => one.in === 'path' || one.required)
      .map((one) => [one.name, valuesFor(one, own)[0] ?? String(sampleOf(one.schema, () => undefined))]),
  )
  const body = route.body && bodyOf(route, own)
  const byParameter = route.parameters.flatMap((parameter) =>
    valuesFor(parameter, foreign).map((value) => ({
      route,
      place: parameter.name,
      url: addressOf(route, { ...mine, [parameter.name]: value }),
      body: body ?? undefined,
    })),
  )
  const byField = leavesOf(route.body ?? {}).flatMap(({ path, schema }) => {
    const name = String(path.findLast((step) => typeof step === 'string'))
    const values = kindOf(schema) || looksUp(route, path) ? valuesFor({ name, schema }, foreign) : []
    return values.map((value) => ({
      route,
      place: path.join('.'),
      url: addressOf(route, mine),
      body: withAt(cleared(body, path, value), path, value),
    }))
  })
  return [...byParameter, ...byField]
}

/** Whether a field finds what is there by another name than its id; elsewhere such a name only is given to something new. */
function looksUp({ path }: Route, field: (string | number)[]): boolean {
  return (
    field[0] === 'customer' ||
    field[0] === 'redeem' ||
    (field[0] === 'code' && /(look-up|use|fulfil)$/.test(path))
  )
}

/** A customer is named in one way only, a voucher is worth one thing only. */
function cleared(body: Json, [first, ...rest]: (string | number)[], value: string): Json {
  if (first === 'rewardId') return { ...body, benefit: undefined }
  if (first === 'purchaseId') return { ...body, customerId: undefined }
  if (first !== 'customer') return body
  const source = rest[0] === 'externalId' && value.endsWith('-EXT') ? { source: 'pos' } : {}
  return { ...body, customer: source }
}

function bodyOf(route: Route, own: Furnished): Json {
  const known = (name: string, schema: Schema) => {
    const kind = kindOf(schema)
    return kind ? own.ids[kind] : name === 'code' ? own.words.code![0] : undefined
  }
  return { ...(sampleOf(route.body, known) as Json), ...completed[`${route.method} ${route.path}`]?.(own) }
}

/** The values of a furnished shop that a field may take: by the kind of id that it wants, or by its name. */
function valuesFor({ name, schema }: { name: string; schema: Schema }, { ids, words }: Furnished): string[] {
  const kind = kindOf(schema)
  if (kind) return ids[kind] ? [ids[kind]] : []
  return words[name] ?? []
}

function kindOf(schema: Schema): string | undefined {
  return /^([a-z]{3})_[0-9a-f]{32}$/.exec(String(schema?.example ?? ''))?.[1]
}
