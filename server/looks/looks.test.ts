import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Transformer } from '@napi-rs/image'
import { type Json, openWorld, type Shop, type World } from '../../test/fixtures/shop.ts'
import { inBusiness } from '../platform/database.ts'
import { sweepPictures } from './looks.ts'

let world: World
let shop: Shop
before(async () => {
  world = await openWorld()
  shop = await world.open({ name: 'Cinke', trade: 'cafe' })
})
after(() => world.close())

const upload = async (payload: Buffer, type = 'image/png', by: Shop = shop, key?: string) => {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/v1/pictures',
    payload,
    headers: {
      'content-type': type,
      authorization: `Bearer ${by.apiKey}`,
      ...(key && { 'idempotency-key': key }),
    },
  })
  return { status: answer.statusCode, body: answer.json() as Json }
}
const fetched = (url: string) => world.app.inject({ url })

/** Left half red and whole, right half `alpha` see-through. */
function painted(width: number, height: number, alpha = 255): Transformer {
  const pixels = new Uint8Array(width * height * 4)
  for (let at = 0; at < width * height; at += 1) {
    const left = at % width < width / 2
    pixels.set(left ? [200, 20, 20, 255] : [20, 20, 200, alpha], at * 4)
  }
  return Transformer.fromRgbaPixels(pixels, width, height)
}

/** A JPEG with an Exif segment behind its start: orientation 6 (turn right) and a place on the map. */
async function photo(width: number, height: number): Promise<Buffer> {
  const jpeg = await painted(width, height).jpeg()
  const tiff = Buffer.alloc(120)
  tiff.write('MM\0*', 0, 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(2, 8)
  const entry = (at: number, [tag, type, count, value]: number[]) => {
    tiff.writeUInt16BE(tag!, at)
    tiff.writeUInt16BE(type!, at + 2)
    tiff.writeUInt32BE(count!, at + 4)
    if (type === 3) tiff.writeUInt16BE(value!, at + 8)
    else tiff.writeUInt32BE(value!, at + 8)
  }
  entry(10, [0x0112, 3, 1, 6])
  entry(22, [0x8825, 4, 1, 38])
  tiff.writeUInt16BE(1, 38)
  entry(40, [0x0002, 5, 3, 60])
  for (const [index, value] of [47, 1, 29, 1, 53, 1].entries()) tiff.writeUInt32BE(value, 60 + index * 4)
  tiff.write('SECRETPLACE', 90, 'latin1')
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)])
}

describe('the look', () => {
  test('is there before anybody chose one, and is saved with its colours worked out', async () => {
    const first = await shop.done('GET', '/api/v1/look')
    assert.deepEqual([first.colour, first.stamp, first.logo], ['#F2B705', 'cup', null])
    const saved = await shop.done('PUT', '/api/v1/look', { colour: '#7a7a7a', stamp: 'leaf' })
    assert.deepEqual([saved.colour, saved.fill, saved.on], ['#7A7A7A', '#747474', '#FFFFFF'])
    assert.deepEqual(await shop.done('GET', '/api/v1/look'), saved)
  })

  test('names the field that is wrong', async () => {
    for (const [body, field] of [
      [{ colour: 'red', stamp: 'cup' }, 'colour'],
      [{ colour: '#112233', stamp: 'cat' }, 'stamp'],
      [{ colour: '#112233', stamp: 'logo' }, 'stamp'],
      [{ colour: '#112233', stamp: 'cup', logo: 'pic_00000000000040008000000000000000' }, 'logo'],
    ] as const) {
      const { status, body: problem } = await shop.ask('PUT', '/api/v1/look', body)
      assert.ok(status >= 400 && status < 500, `${status}`)
      assert.equal(problem.errors[0].field, field)
    }
  })

  test('outlines the name in a serif: Latin, Cyrillic and Armenian; not what the font doesn’t have', async () => {
    for (const [name, drawn] of [
      ['Cinke Kávézó őű', 1],
      ['Өглөөний Үдэш', 1],
      ['Արաքս Կոշիկ', 1],
      ['漢字', 0],
    ] as const) {
      await shop.done('PATCH', '/api/v1/business', { name })
      const look = await shop.done('PUT', '/api/v1/look', { colour: '#112233', stamp: 'cup', serif: true })
      assert.equal(Boolean(look.nameSvg), drawn === 1, name)
      if (!drawn) continue
      assert.match(look.nameSvg.viewBox, /^0 -820 \d{3,5} 1080$/)
      for (const path of look.nameSvg.paths) assert.match(path, /^[MLQCZ\d\s.,-]+$/)
    }
    await shop.done('PATCH', '/api/v1/business', { name: 'Cinke' })
    const renamed = await shop.done('GET', '/api/v1/look')
    assert.ok(renamed.nameSvg, 'a new name is outlined without saving the look again')
  })
})

describe('a picture', () => {
  test('is encoded anew in two sizes and open to whoever has its address', async () => {
    const { status, body } = await upload(await painted(1600, 800).png())
    assert.equal(status, 201)
    assert.deepEqual([body.width, body.height, body.seeThrough], [1200, 600, false])
    const large = await fetched(body.url)
    assert.equal(large.headers['content-type'], 'image/webp')
    assert.match(String(large.headers['cache-control']), /immutable/)
    assert.equal(large.headers['x-content-type-options'], 'nosniff')
    assert.match(String(large.headers['content-security-policy']), /sandbox/)
    assert.equal((await new Transformer(large.rawPayload).metadata()).width, 1200)
    const small = await fetched(body.url.replace('.webp', '-small.webp'))
    assert.deepEqual((await new Transformer(small.rawPayload).metadata()).height, 120)
    const next = body.url.replace(/.\.webp$/, (end: string) => (end[0] === '0' ? '1.webp' : '0.webp'))
    assert.equal((await fetched(next)).statusCode, 404)
    assert.equal((await fetched('/pictures/..%2fetc.webp')).statusCode, 404)
  })

  test('is turned as the camera was held, and tells nothing of the place', async () => {
    const bytes = await photo(80, 40)
    assert.ok(bytes.includes('SECRETPLACE'))
    const { status, body } = await upload(bytes, 'image/jpeg')
    assert.deepEqual([status, body.width, body.height], [201, 40, 80])
    const { rawPayload } = await fetched(body.url)
    for (const trace of ['SECRETPLACE', 'Exif', 'EXIF', 'XMP']) assert.ok(!rawPayload.includes(trace), trace)
    // Turned right, what was on the left is above: red.
    const pixels = await new Transformer(rawPayload).rawPixels()
    assert.ok(pixels[0]! > 150 && pixels[2]! < 80)
    assert.equal((await new Transformer(rawPayload).metadata(true)).exif, undefined)
  })

  test('sent again, also at once or under a key, is the same picture', async () => {
    const bytes = await painted(60, 60, 0).png()
    const answers = await Promise.all([upload(bytes), upload(bytes), upload(bytes, 'image/png', shop, 'a')])
    assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1)
    assert.deepEqual((await upload(bytes, 'image/png', shop, 'a')).body, answers[2]!.body)
    const other = await upload(await painted(50, 50).png(), 'image/png', shop, 'a')
    assert.deepEqual([other.status, other.body.code], [409, 'request.key_reused'])
    const look = { colour: '#112233', stamp: 'logo', logo: answers[0]!.body.id }
    assert.equal((await shop.done('PUT', '/api/v1/look', look)).logo, answers[0]!.body.url)
  })

  test('that is none is refused with a word for it', async () => {
    const png = await painted(30, 30).png()
    const bomb = Buffer.from(png)
    bomb.writeUInt32BE(30_000, 16)
    bomb.writeUInt32BE(30_000, 20)
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    const html = Buffer.from(`<html><script>alert(1)</script>${' '.repeat(200)}`)
    for (const [bytes, type, status, code] of [
      [bomb, 'image/png', 422, 'picture.too_many_pixels'],
      [svg, 'image/svg+xml', 415, 'request.wrong_content_type'],
      [svg, 'image/png', 415, 'picture.not_one'],
      [html, 'image/jpeg', 415, 'picture.not_one'],
      [png.subarray(0, 60), 'image/png', 422, 'picture.broken'],
      [Buffer.alloc(0), 'image/png', 415, 'picture.not_one'],
      [Buffer.concat([png, Buffer.alloc(8 * 1_048_576)]), 'image/png', 413, 'request.too_large'],
      [Buffer.from('{}'), 'application/json', 415, 'picture.not_one'],
    ] as const) {
      const answer = await upload(bytes, type)
      assert.deepEqual([answer.status, answer.body.code], [status, code], type)
    }
  })

  test('of another business can’t be one’s logo', async () => {
    const other = await world.open({ name: 'Other' })
    const { body } = await upload(await painted(20, 20).png(), 'image/png', other)
    const wish = { colour: '#112233', stamp: 'cup', logo: body.id }
    assert.equal((await shop.ask('PUT', '/api/v1/look', wish)).status, 404)
    const reward = { name: 'Cake', benefit: { kind: 'gift', text: 'Cake' }, pictureId: body.id }
    assert.equal((await shop.ask('POST', '/api/v1/rewards', reward)).status, 404)
    assert.equal((await other.done('POST', '/api/v1/rewards', reward)).picture, body.url)
  })

  test('that nothing shows is forgotten after a day; a logo and a reward’s picture stay', async () => {
    const fresh = await world.open({ name: 'Sweep' })
    const [logo, shown, left] = await Promise.all(
      [31, 32, 33].map(
        async (side) => (await upload(await painted(side, side).png(), 'image/png', fresh)).body,
      ),
    )
    await fresh.done('PUT', '/api/v1/look', { colour: '#112233', stamp: 'cup', logo: logo.id })
    await fresh.done('POST', '/api/v1/rewards', {
      name: 'Cake',
      benefit: { kind: 'gift', text: 'Cake' },
      images: [shown.url],
    })
    const sweepAfter = (hours: number) =>
      inBusiness(world.database, fresh.businessId, (tx) =>
        sweepPictures(tx, Temporal.Now.instant().add({ hours })),
      )
    await sweepAfter(23)
    assert.equal((await fetched(left.url)).statusCode, 200)
    await sweepAfter(25)
    const statuses = await Promise.all([logo, shown, left].map(({ url }) => fetched(url)))
    assert.deepEqual(
      statuses.map(({ statusCode }) => statusCode),
      [200, 200, 404],
    )
  })
})
