import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { type Json, openWorld, type Shop, type World } from '../../test/fixtures/shop.ts'
import { carryOutErrands } from '../errands/errands.ts'
import { readId } from '../platform/ids.ts'
import { doers } from '../rooms.ts'

let world: World
let shop: Shop
before(async () => {
  world = await openWorld()
  shop = await world.open()
})
after(() => world.close())

const upload = async (name: string, content: string | Buffer, key?: string): Promise<Json> => {
  const answer = await world.app.inject({
    method: 'POST',
    url: `/api/v1/imports/files?name=${encodeURIComponent(name)}`,
    headers: {
      authorization: `Bearer ${shop.apiKey}`,
      'content-type': 'application/octet-stream',
      ...(key ? { 'idempotency-key': key } : {}),
    },
    payload: content,
  })
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json()
}

/** Asks, waits until it is over, and gives what became of it. */
async function run(wish: object, by = shop): Promise<Json> {
  const { id } = await by.done('POST', '/api/v1/imports', wish)
  for (;;) {
    const errand = await by.done('GET', `/api/v1/imports/${id}`)
    if (!['waiting', 'running'].includes(errand.state)) return errand
    await pause(20)
  }
}

const people =
  'Név;E-mail cím;Telefonszám;Születésnap;Pont\nMinta Kata;kata@example.com;;1990.03.08.;120\nPélda Ágnes;agnes@example.com;06205550417;;\nTeszt;;;;x\n'

test('a Hungarian list is looked over, tried, run, and run again without doing anything twice', async () => {
  const file = await upload('vevők.csv', people)
  const look = await shop.done('GET', `/api/v1/imports/files/${file.id}?kind=customers`)
  assert.deepEqual(look.headings, ['Név', 'E-mail cím', 'Telefonszám', 'Születésnap', 'Pont'])
  assert.deepEqual(look.guessed.columns, {
    email: 'E-mail cím',
    phone: 'Telefonszám',
    name: 'Név',
    birthday: 'Születésnap',
    points: 'Pont',
  })
  assert.deepEqual([look.guessed.date, look.guessed.decimal, look.separator], ['yyyy.MM.dd.', ',', ';'])
  const { columns, date } = look.guessed
  const map = { name: 'vevok', columns, date }
  const tried = await run({ file: file.id, kind: 'customers', map })
  assert.deepEqual([tried.state, tried.dryRun, tried.report.customers.made], ['done', true, 2])
  assert.equal((await shop.done('GET', '/api/v1/customers?query=kata')).items.length, 0)

  const done = await run({ file: file.id, kind: 'customers', map, dryRun: false })
  assert.deepEqual(done.report.customers, { made: 2, alreadyThere: 0, refused: 0 })
  assert.deepEqual([done.report.rowsLeftOut, done.errors], [{ value_missing: 1 }, true])
  const errors = await shop.ask('GET', `/api/v1/imports/${done.id}/errors`)
  assert.match(errors.text, /^row,field,code,sentence\r\n4,externalId,value_missing,/)

  const again = await run({ file: file.id, kind: 'customers', map: 'vevok', dryRun: false })
  assert.deepEqual(again.report.customers, { made: 0, alreadyThere: 2, refused: 0 })
  const next = await shop.done('GET', `/api/v1/imports/files/${file.id}?kind=customers`)
  assert.deepEqual(
    next.kept.map(({ name }: Json) => name),
    ['vevok'],
  )
  assert.equal((await shop.done('GET', '/api/v1/imports')).items.length, 3)
})

test('a packed log is known by its headings; a map that can’t be right is told at once, by its place', async () => {
  const file = await upload('points.csv.gz', gzipSync('email,points\nbence@example.com,40\n'))
  const look = await shop.done('GET', `/api/v1/imports/files/${file.id}?kind=customers`)
  assert.equal(look.recognised.name, 'smile')
  assert.equal((await run({ file: file.id, kind: 'customers', dryRun: false })).report.customers.made, 1)
  const wrong = await shop.ask('POST', '/api/v1/imports', {
    file: file.id,
    kind: 'purchases',
    map: { columns: { occurredAt: 'email' } },
  })
  assert.deepEqual([wrong.status, wrong.body.errors[0].field], [422, 'map.columns'])
  const missing = await run({ file: file.id, kind: 'customers', map: { columns: { email: 'Mail' } } })
  assert.deepEqual([missing.state, missing.problem.code], ['failed', 'import.column_missing'])
  assert.match(missing.problem.detail, /“Mail”/)
})

test('the same upload under its key is one file, and what is too large or no file is refused', async () => {
  const [one, two] = [await upload('a.csv', 'a,b\n', 'up-1'), await upload('a.csv', 'a,b\n', 'up-1')]
  assert.equal(one.id, two.id)
  const json = await shop.ask('POST', '/api/v1/imports/files?name=a', { a: 1 })
  assert.equal(json.body.code, 'request.wrong_content_type')
  const nameless = await shop.ask('POST', '/api/v1/imports/files', 'x', {
    'content-type': 'application/octet-stream',
  })
  assert.equal(nameless.body.errors[0].field, 'name')
})

test('another business finds neither file nor import', async () => {
  const other = await world.open({ name: 'Other' })
  const file = await upload('a.csv', 'email\na@example.com\n')
  const wish = { file: file.id, kind: 'customers', map: { columns: { email: 'email' } } }
  const mine = await run(wish)
  for (const [method, url, body] of [
    ['GET', `/api/v1/imports/files/${file.id}`, undefined],
    ['GET', `/api/v1/imports/${mine.id}`, undefined],
    ['GET', `/api/v1/imports/${mine.id}/errors`, undefined],
    ['POST', `/api/v1/imports/${mine.id}/cancel`, undefined],
    ['POST', '/api/v1/imports', wish],
  ] as const)
    assert.equal((await other.ask(method, url, body)).status, 404, url)
})

test('what a killed process has left is taken up again; what was cancelled is not', async () => {
  const file = await upload('late.csv', 'email\nlate@example.com\n')
  const wish = { file: file.id, kind: 'customers', map: { columns: { email: 'email' } }, dryRun: false }
  const first = await run(wish)
  const businessId = readId('business', shop.businessId) ?? shop.businessId
  const owner = new pg.Client({ connectionString: world.url })
  await owner.connect()
  const asLeft = (tries: number) =>
    owner.query(
      `update errands set state = 'running', finished_at = null, tries = $2, beat_at = now() - interval '1 minute'
        where errand_id = $1`,
      [readId('errand', first.id), tries],
    )
  await asLeft(1)
  assert.equal((await shop.done('GET', `/api/v1/imports/${first.id}`)).stalled, true)
  await carryOutErrands(world.database, businessId, doers)
  const taken = await shop.done('GET', `/api/v1/imports/${first.id}`)
  assert.deepEqual([taken.state, taken.report.customers.alreadyThere], ['done', 1])
  await asLeft(3)
  await carryOutErrands(world.database, businessId, doers)
  assert.equal((await shop.done('GET', `/api/v1/imports/${first.id}`)).problem.code, 'errand.given_up')
  await asLeft(1)
  const cancelled = await shop.done('POST', `/api/v1/imports/${first.id}/cancel`)
  assert.equal(cancelled.cancelling, true)
  await carryOutErrands(world.database, businessId, doers)
  assert.equal((await shop.done('GET', `/api/v1/imports/${first.id}`)).state, 'cancelled')
  await owner.end()
})

test('an import that is under way stops when it is told to, and what it brought stays', async () => {
  const rows = Array.from({ length: 40_000 }, (_, row) => `c${row}@example.com`)
  const file = await upload('many.csv', `email\n${rows.join('\n')}\n`)
  const wish = { file: file.id, kind: 'customers', map: { columns: { email: 'email' } }, dryRun: false }
  const { id } = await shop.done('POST', '/api/v1/imports', wish)
  for (;;) {
    const { phase } = await shop.done('GET', `/api/v1/imports/${id}`)
    if (phase) break
    await pause(50)
  }
  await shop.done('POST', `/api/v1/imports/${id}/cancel`)
  for (;;) {
    const { state } = await shop.done('GET', `/api/v1/imports/${id}`)
    if (state === 'cancelled') break
    assert.equal(state, 'running')
    await pause(50)
  }
  assert.equal((await shop.done('GET', '/api/v1/customers?query=c0@example.com')).items.length, 1)
})
