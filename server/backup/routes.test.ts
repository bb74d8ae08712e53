import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { inflateRawSync } from 'node:zlib'
import { type Json, openWorld, type Shop, type World } from '../../test/fixtures/shop.ts'

let world: World
let shop: Shop
before(async () => {
  world = await openWorld()
  shop = await world.open()
  await shop.done('POST', '/api/v1/customers', { name: 'Minta Kata', email: 'kata@example.com' })
  const other = await world.open({ name: 'Other' })
  await other.done('POST', '/api/v1/customers', { name: 'Idegen', email: 'idegen@example.com' })
})
after(() => world.close())

async function exported(what: string): Promise<Json> {
  const { id } = await shop.done('POST', '/api/v1/exports', { what })
  for (;;) {
    const errand = await shop.done('GET', `/api/v1/exports/${id}`)
    if (!['waiting', 'running'].includes(errand.state)) return errand
    await pause(20)
  }
}

async function fetched({ id }: Json): Promise<Map<string, string>> {
  const url = `/api/v1/exports/${id}/file`
  const { rawPayload, statusCode } = await world.app.inject({
    url,
    headers: { authorization: `Bearer ${shop.apiKey}` },
  })
  assert.equal(statusCode, 200)
  return unpacked(rawPayload)
}

/** The files of a ZIP by its central directory (APPNOTE 4.3.12). */
function unpacked(zip: Buffer): Map<string, string> {
  const files = new Map<string, string>()
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006'))
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [name, extra, comment] = [28, 30, 32].map((place) => zip.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ]
    const method = zip.readUInt16LE(at + 10)
    const size = zip.readUInt32LE(at + 20)
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const bytes = zip.subarray(from, from + size)
    const text = (method === 8 ? inflateRawSync(bytes) : bytes).toString('utf8')
    files.set(zip.toString('utf8', at + 46, at + 46 + name), text)
    at += 46 + name + extra + comment
  }
  return files
}

test('everything of the business comes in one packed file, and nothing of another', async () => {
  const errand = await exported('everything')
  assert.equal(errand.state, 'done')
  const files = await fetched(errand)
  assert.match(files.get('identities.csv')!, /kata@example\.com/)
  assert.match(files.get('programme/version-1.json')!, /"rules"/)
  assert.ok(files.has('manifest.json') && files.has('journal.csv'))
  for (const [name, text] of files) assert.doesNotMatch(text, /idegen/i, name)
})

test('a part holds its tables and no others; whom it belongs to alone fetches it', async () => {
  const errand = await exported('products')
  assert.deepEqual([...(await fetched(errand)).keys()].sort(), ['manifest.json', 'products.csv'])
  const other = await world.open({ name: 'Another' })
  assert.equal((await other.ask('GET', `/api/v1/exports/${errand.id}/file`)).status, 404)
  const manager = await shop.done('POST', '/api/v1/api-keys', { name: 'M', scopes: ['imports:write'] })
  const headers = { authorization: `Bearer ${manager.token}` }
  assert.equal((await shop.ask('GET', '/api/v1/exports', undefined, headers)).status, 403)
})
