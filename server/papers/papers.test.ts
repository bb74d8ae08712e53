import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { Transformer } from '@napi-rs/image'
import jsQR from 'jsqr'
import { openWorld, type Shop, type World } from '../../test/fixtures/shop.ts'
import { readPdf } from '../../test/poppler.ts'
import { runsOf } from '../looks/looks.ts'
import { formatMoney } from '../platform/money.ts'
import { languages } from '../platform/refusals.ts'
import { texts as programmeTexts } from '../programme/texts.ts'
import { plain, weights } from './sheet.ts'
import { texts } from './texts.ts'

describe('what a shop prints', () => {
  let world: World
  before(async () => {
    world = await openWorld()
  })
  after(() => world.close())

  const fetched = async (shop: Shop, path: string) => {
    const answer = await world.app.inject({
      url: `/api/v1/papers/${path}`,
      headers: { authorization: `Bearer ${shop.apiKey}` },
    })
    assert.equal(answer.statusCode, 200, answer.body.slice(0, 300))
    assert.equal(answer.headers['content-type'], 'application/pdf')
    return answer.rawPayload
  }
  /** A4 in points of print, halved twice for A6. */
  const points = { A4: [595.28, 841.89], A6: [297.64, 419.53] } as const

  for (const [name, trade, currency] of [
    ['Cinke Kávézó', 'cafe', 'HUF'],
    ['Արաքս Կոշիկ', 'shop', 'AMD'],
    ['Өглөө Үдэш', 'wholesale', 'MNT'],
    ['Minta Panzió az Öreghegyen, Példa utca 12', 'hotel', 'HUF'],
  ] as const) {
    test(`${name}: exact size, real text, and a code that leads to joining, in four languages`, async () => {
      const shop = await world.open({ name, trade, currency })
      const { id } = await shop.done('GET', '/api/v1/business')
      const serif = { colour: '#9E1B32', stamp: 'cup', serif: trade === 'shop' }
      await shop.done('PUT', '/api/v1/look', serif)
      for (const language of languages) {
        for (const size of ['A4', 'A6'] as const) {
          const pdf = await fetched(shop, `poster.pdf?size=${size}&language=${language}`)
          const read = readPdf(pdf)
          keep(`${trade}-${size}-${language}`, read.png)
          assert.equal(read.pages, 1)
          assert.ok(Math.abs(read.width - points[size][0]) < 0.5, `${read.width}`)
          assert.ok(Math.abs(read.height - points[size][1]) < 0.5, `${read.height}`)
          assert.equal(await codeOf(read.png), `http://localhost/join/${id}`)
          // Searched, read aloud and copied: it is text, in the letters of its language.
          const letters = { en: /regular/, hu: /törzsvendég/, hy: /մշտական/, mn: /үйлчлүүлэгч/ }[language]
          assert.match(read.text, letters)
          assert.ok(pdf.length < 300_000, `${pdf.length} bytes`)
        }
      }
    })
  }

  test('the gift that it names is the one the programme gives', async () => {
    const shop = await world.open({ name: 'Cinke', trade: 'cafe', language: 'en' })
    const { text } = readPdf(await fetched(shop, 'poster.pdf'))
    assert.match(text.replaceAll(/\s+/g, ' '), /1 stamp/)
    assert.match(text.replaceAll(/\s+/g, ' '), /a coffee on us for 10 stamps/)
  })

  test('stamp cards: ten to cut out, with numbers and prizes; none where there is no card', async () => {
    const cafe = await world.open({ name: 'Cinke', trade: 'salon', language: 'hy' })
    const read = readPdf(await fetched(cafe, 'stamp-cards.pdf'))
    keep('stamp-cards-hy', read.png)
    assert.equal(read.text.match(/Cinke/g)?.length, 10)
    assert.match(read.text, /նվեր/)
    const shop = await world.open({ name: 'Minta', trade: 'shop' })
    const { status } = await shop.ask('GET', '/api/v1/papers/stamp-cards.pdf')
    assert.equal(status, 404)
  })

  test('a logo is on it', async () => {
    const shop = await world.open({ name: 'Cinke', trade: 'cafe' })
    const plain = await fetched(shop, 'poster.pdf?size=A6')
    const pixels = new Uint8Array(60 * 60 * 4).fill(128)
    const payload = await Transformer.fromRgbaPixels(pixels, 60, 60).png()
    const headers = { authorization: `Bearer ${shop.apiKey}`, 'content-type': 'image/png' }
    const picture = (
      await world.app.inject({ method: 'POST', url: '/api/v1/pictures', payload, headers })
    ).json()
    await shop.done('PUT', '/api/v1/look', { colour: '#F2B705', stamp: 'cup', logo: picture.id })
    const pdf = await fetched(shop, 'poster.pdf?size=A6')
    assert.ok(!plain.includes('/Subtype /Image') && pdf.includes('/Subtype /Image'))
    assert.match((await codeOf(readPdf(pdf).png)) ?? '', /\/join\/biz_/)
  })
})

test('the house’s letters know every sign that a programme or a poster says', () => {
  const said = languages.flatMap((language) => [
    ...Object.values(programmeTexts[language]),
    ...Object.values(texts[language]),
    formatMoney(1_234_567, 'MNT', language) +
      formatMoney(1, 'AMD', language) +
      formatMoney(1, 'HUF', language),
  ])
  const missing = runsOf(weights.bold, plain(said.join(' '))).filter(({ font }) => !font)
  assert.deepEqual(
    missing.map(({ text }) => text),
    [],
  )
})

async function codeOf(png: Buffer): Promise<string | undefined> {
  const picture = new Transformer(png)
  const { width, height } = await picture.metadata()
  const pixels = await picture.rawPixels()
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let at = 0; at < width * height; at += 1) rgba.set(pixels.subarray(at * 3, at * 3 + 3), at * 4)
  return jsQR.default(rgba, width, height)?.data
}

/** With PAPERS=folder the pages are kept to be looked at. */
function keep(name: string, png: Buffer): void {
  const folder = process.env.PAPERS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/${name}.png`, png)
}
