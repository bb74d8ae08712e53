import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { CustomerId } from '../../platform/ids.ts'
import { readId, showId } from '../../platform/ids.ts'
import { createCustomer } from '../changes.ts'
import { findCustomer } from '../identities/lookup.ts'
import { customerParts } from '../parts.ts'
import { newCustomer } from '../profile.ts'
import { readCustomer } from '../reading.ts'
import { actor, setScene } from '../scene.fixture.ts'
import { mergeCustomers } from './merge.ts'

const scene = setScene()

test('a merge loses nothing: everything of both is in the one who stays, or kept with the merge', async () => {
  const shop = await scene.shop()
  let turn = 0
  const text = fc.constantFrom('jazz', 'tea', 'Bach', 'gőz')
  const list = fc.option(fc.array(text, { maxLength: 3 }), { nil: undefined })
  const day = fc.constantFrom('1980-01-02', '--01-02', '1981-01-02', '--03-04')
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
  const person = fc.record({
    givenName: maybe(fc.constantFrom('Anna', 'Éva')),
    familyName: maybe(fc.constantFrom('Kovács', 'Kis')),
    nickname: maybe(fc.constantFrom('Panni', 'Évi')),
    language: maybe(fc.constantFrom('hu', 'de')),
    birthday: maybe(day),
    ...{ interests: list, dietary: list },
    sizes: maybe(fc.dictionary(fc.constantFrom('shoe', 'hat'), fc.constantFrom('38', '39'))),
    acquisition: maybe(text),
  })
  await fc.assert(
    fc.asyncProperty(person, person, async (one, other) => {
      turn += 1
      const reachable = (side: string) => ({ email: `${side}${turn}@x.hu`, externalId: `${side}${turn}` })
      await scene.in(shop, async (tx) => {
        const into = await createCustomer(tx, newCustomer.parse({ ...one, ...reachable('a') }), actor)
        const from = await createCustomer(tx, newCustomer.parse({ ...other, ...reachable('b') }), actor)
        const gone = await readCustomer(tx, from)
        await mergeCustomers(tx, { into, from }, actor)
        const united = await readCustomer(tx, into)
        const kept = `${JSON.stringify(united)} ${JSON.stringify(await lostOf(tx, from))}`
        for (const said of [one, other].flatMap((wish) => wordsIn(wish))) {
          assert.ok(kept.includes(said), `${said} is neither in ${kept}`)
        }
        for (const side of ['a', 'b']) {
          assert.equal(await findCustomer(tx, { externalId: `${side}${turn}` }), into)
          assert.equal(await findCustomer(tx, { email: `${side}${turn}@x.hu` }), into)
        }
        assert.equal(await findCustomer(tx, { card: gone.cards[0] }), into)
        assert.equal(await findCustomer(tx, { id: from }), into)
      })
    }),
    { numRuns: 60 },
  )
})

async function lostOf(tx: Parameters<typeof findCustomer>[0], from: CustomerId): Promise<unknown> {
  const text = 'select lost from merges where business_id = $1 and from_customer = $2'
  return tx.rows({ name: 'test.lost', text }, [tx.businessId, from])
}

function wordsIn(wish: object): string[] {
  return Object.entries(wish).flatMap(([field, value]) => {
    if (value === undefined || field === 'birthday') return []
    return typeof value === 'string' ? [value] : Object.values(value as object).map(String)
  })
}

test('ids from any chain of merges lead to the one who stays, in one hop', async () => {
  const shop = await scene.shop()
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 8 }), async (merges) => {
      const ids: CustomerId[] = []
      for (let count = 0; count < 6; count += 1) ids.push(await scene.join(shop, {}))
      const stands = new Map(ids.map((id) => [id, id]))
      for (const [a, b] of merges) {
        const [into, from] = [ids[a]!, ids[b]!]
        const [target, source] = [stands.get(into)!, stands.get(from)!]
        const merge = scene.in(shop, (tx) => mergeCustomers(tx, { into, from }, actor))
        if (source === from && target !== from) {
          assert.equal(await merge, target)
          for (const [id, now] of stands) if (now === from) stands.set(id, target)
        } else if (source === target && into !== from && target !== from) assert.equal(await merge, target)
        else await assert.rejects(merge, { message: /merged/ })
      }
      await scene.in(shop, async (tx) => {
        for (const [id, now] of stands) assert.equal(await findCustomer(tx, { id }), now)
      })
    }),
    { numRuns: 30 },
  )
})

test('merges in all directions at once end in one customer, and nobody is deadlocked', async () => {
  const shop = await scene.shop()
  const ids = await Promise.all(
    Array.from({ length: 6 }, (_, at) => scene.join(shop, { email: `${at}@x.hu` })),
  )
  const pairs = ids.flatMap((into) => ids.filter((from) => from !== into).map((from) => ({ into, from })))
  const outcomes = await Promise.allSettled(
    pairs.map((pair) => scene.in(shop, (tx) => mergeCustomers(tx, pair, actor))),
  )
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected')
      assert.match(String(outcome.reason.code), /^customer\.(already_)?merged/)
  }
  const last = await scene.in(shop, async (tx) => {
    const found = await Promise.all(ids.map((id) => findCustomer(tx, { id })))
    assert.equal(new Set(found).size, 1)
    return readCustomer(tx, found[0]!)
  })
  assert.equal(last.emails.length, 6)
  assert.equal(last.cards.length, 6)
})

test('a merge by HTTP: parts run, a retry changes nothing, everything else is refused', async (context) => {
  const shop = await scene.shop()
  const moved: string[] = []
  customerParts.merged.push(async (_, { from, into }) => void moved.push(`${from}>${into}`))
  context.after(() => customerParts.merged.splice(0))
  const wish = { consents: [{ purpose: 'news', channel: 'email', given: true }] }
  const [a, b, c] = await Promise.all([scene.join(shop, {}), scene.join(shop, wish), scene.join(shop, {})])
  const [into, from, third] = [a, b, c].map((id) => showId('customer', id))
  await scene.ask(shop, 'POST', `/customers/${from}/notes`, { text: 'likes grey' })
  const merge = (id: unknown, other: unknown) =>
    scene.ask(shop, 'POST', `/customers/${id}/merge`, { from: other })
  const first = await merge(into, from)
  assert.equal(first.status, 200)
  assert.equal(first.body.id, into)
  assert.deepEqual(await merge(into, from), first)
  assert.deepEqual(moved, [`${b}>${a}`])
  assert.equal((await merge(into, into)).body.code, 'customer.merged_with_itself')
  assert.equal((await merge(from, into)).body.code, 'customer.merged_with_itself')
  assert.equal((await merge(third, from)).body.code, 'customer.already_merged')
  assert.equal((await scene.ask(shop, 'GET', `/customers/${from}`)).body.id, into)
  assert.equal((await scene.ask(shop, 'GET', `/customers/${into}/notes`)).body.items[0].text, 'likes grey')
  assert.equal((await scene.ask(shop, 'GET', `/customers/${from}/consents`)).body.current[0].state, 'given')
  const told = (await scene.ask(shop, 'GET', `/customers/${into}/timeline`)).body.items
  const whats = told.map(({ what }: { what: string }) => what)
  assert.deepEqual(whats.toSorted(), [
    ...['consent.given', 'customer.created', 'customer.created', 'customer.merged', 'note.added'],
  ])
  assert.equal((await scene.ask(shop, 'GET', '/customers')).body.items.length, 2)
})

test('customers who look like one person are suggested until somebody says no', async () => {
  const shop = await scene.shop()
  const join = async (wish: object) => showId('customer', await scene.join(shop, wish))
  const anna = await join({
    name: 'Kovács Anna',
    phone: '06301234567',
    email: 'anna.kovacs@x.hu',
    birthday: '1990-05-31',
  })
  const mailbox = await join({ email: 'annakovacs+shop@x.hu' })
  const born = await join({ givenName: 'Anna', familyName: 'KOVACS', birthday: '--05-31' })
  const tail = await join({ name: 'Kovacz Anna', phone: '06701234567' })
  await join({ name: 'Kovács Anna', birthday: '1991-05-31' })
  await join({ name: 'Nagy Béla', phone: '06201234567' })
  const suggested = async () => (await scene.ask(shop, 'GET', '/customers/duplicates?limit=200')).body.items
  const reasons = (items: { customers: { id: string }[]; reasons: string[] }[], id: string) =>
    items
      .filter(
        ({ customers }) => customers.some((one) => one.id === id) && customers.some((one) => one.id === anna),
      )
      .flatMap((item) => item.reasons)
  const items = await suggested()
  assert.deepEqual(reasons(items, mailbox), ['email'])
  assert.deepEqual(reasons(items, born), ['name_and_birthday'])
  assert.deepEqual(reasons(items, tail), ['name_and_phone'])
  const paged = (await scene.ask(shop, 'GET', '/customers/duplicates?limit=1')).body
  const next = (await scene.ask(shop, 'GET', `/customers/duplicates?limit=200&after=${paged.next}`)).body
  assert.deepEqual([...paged.items, ...next.items], items)
  const no = await scene.ask(shop, 'POST', '/customers/duplicates/dismiss', { customers: [tail, anna] })
  assert.equal(no.status, 200)
  await scene.ask(shop, 'PATCH', `/customers/${tail}`, { nickname: 'Panni' })
  assert.deepEqual(reasons(await suggested(), tail), [])
  await scene.ask(shop, 'POST', `/customers/${anna}/merge`, { from: mailbox })
  assert.deepEqual(reasons(await suggested(), mailbox), [])
  assert.ok(readId('customer', anna))
})
