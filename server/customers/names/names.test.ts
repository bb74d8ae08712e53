import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { setScene } from '../scene.fixture.ts'
import { searchCustomers } from '../search.ts'
import { foldedWords, foldWord, nameKey } from './fold.ts'
import { mistakesAllowed, mistakesBetween, readings } from './nearness.ts'
import { shownName } from './order.ts'
import { plainLetters, soundOf } from './script.ts'

const scene = setScene()

test('the customary spellings of a name are one name', () => {
  const names = [
    ['Хачатрян', 'Խաչատրյան', 'Khachatryan', 'Xachatryan', 'Khatchatrian', 'Խաչատրեան'],
    ['Петросян', 'Պետրոսյան', 'Petrosyan', 'Petrosian'],
    ['Дорж', 'Dorj', 'Dorzh'],
    ['Эрдэнэ', 'Erdene', 'ЭРДЭНЭ'],
    ['Наталья', 'Наталия', 'Natalia', 'Nataliya'],
    ['Kovács', 'KOVACS', 'kova\u0301cs'],
    ['Müller', 'Mueller', 'Muller'],
    ['Шмидт', 'Schmidt'],
    ['Ոսկան', 'Voskan'],
    ['Թորոս', 'T’oros', 'Toros'],
    ['Елена', 'Yelena', 'Elena'],
    ['Оюунбилэг', 'Oyuunbileg', 'Oyunbileg'],
  ]
  for (const [first, ...others] of names) {
    for (const other of others)
      assert.deepEqual(foldedWords([other]), foldedWords([first!]), `${first} ${other}`)
  }
  assert.ok(
    foldWord('Мөнх').includes(foldWord('Munkh')[0]!) && foldWord('Мөнх').includes(foldWord('Mönkh')[0]!),
  )
  assert.equal(nameKey(['Anna', 'Kovács']), nameKey(['KOVACS', 'Anna']))
  assert.deepEqual(foldedWords(['Бат-Эрдэнэ']), ['bat', 'erdene', 'baterdene'])
})

test('folding a second time changes nothing', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'aeiouykhszxwqtcdjgp'), maxLength: 20 })
  fc.assert(
    fc.property(letters, (word) => assert.equal(soundOf(soundOf(word)), soundOf(word))),
    { numRuns: 2000 },
  )
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) =>
      assert.equal(plainLetters(plainLetters(text)), plainLetters(text)),
    ),
  )
})

const word = fc.string({ unit: fc.constantFrom(...'abcde'), minLength: 1, maxLength: 14 })

test('the distance is a distance, and few mistakes leave a reading in common', () => {
  assert.equal(mistakesBetween('kovacs', 'kovasc'), 1)
  assert.equal(mistakesBetween('', 'abc'), 3)
  fc.assert(
    fc.property(word, word, (one, other) => {
      const between = mistakesBetween(one, other)
      assert.equal(between, mistakesBetween(other, one))
      assert.equal(between === 0, one === other)
      if (between <= mistakesAllowed(Math.min(one.length, other.length))) {
        const common = new Set(readings(one))
        assert.ok(readings(other).some((reading) => common.has(reading)))
      }
    }),
    { numRuns: 20_000 },
  )
  fc.assert(fc.property(word, (long) => assert.ok(readings(long).length <= 29)))
})

test('the family name comes first where people say it first', () => {
  const name = { givenName: 'Anna', familyName: 'Kovács', fullName: null }
  assert.equal(shownName(name, 'hu'), 'Kovács Anna')
  assert.equal(shownName(name, 'mn'), 'Kovács Anna')
  assert.equal(shownName(name, 'en'), 'Anna Kovács')
  assert.equal(shownName(name, 'hy'), 'Anna Kovács')
  assert.equal(shownName({ ...name, nameOrder: 'family_first' }, 'hy'), 'Kovács Anna')
  assert.equal(shownName({ ...name, familyName: null }, 'hu'), 'Anna')
})

test('a name is found in any order and script, mistyped, and while it is typed', async () => {
  const shop = await scene.shop()
  const kovacs = await scene.join(shop, { familyName: 'Kovács', givenName: 'Anna' })
  const petrosyan = await scene.join(shop, { name: 'Արմեն Պետրոսյան' })
  const dorj = await scene.join(shop, { familyName: 'Бат-Эрдэнэ', givenName: 'Дорж' })
  await scene.join(shop, { familyName: 'Kiss', givenName: 'Anna' })
  const found = async (query: string) => (await scene.in(shop, (tx) => searchCustomers(tx, query)))[0]
  for (const query of [
    'kovacs',
    'Kovács Anna',
    'anna kovács',
    'KOVASC',
    'kovács an',
    'Anna Kov',
    'Ковач',
    'kov',
  ]) {
    assert.equal(await found(query), kovacs, query)
  }
  for (const query of [
    'Petrosian',
    'armen petrosjan',
    'Петросян',
    'Պետրոս',
    'պետրոսյան արմեն',
    'petrosyam armen',
  ]) {
    assert.equal(await found(query), petrosyan, query)
  }
  for (const query of ['dorzh', 'Baterdene', 'erdene', 'бат-эрдэнэ дорж', 'Dorj Bat']) {
    assert.equal(await found(query), dorj, query)
  }
  for (const query of ['Kovacs Armen', 'xyz', '%', '_', "' or 1=1 --", '\u{10FFFF}', 'աբ'.repeat(100)]) {
    assert.equal(await found(query), undefined, query)
  }
})

test('whoever is stored is found with a mistake in the name, whatever the name', async () => {
  const shop = await scene.shop()
  const letters = fc.string({ unit: fc.constantFrom(...'abdeginorstuv'), minLength: 5, maxLength: 12 })
  const mistake = fc.tuple(
    fc.nat(20),
    fc.constantFrom(...'abdegimnr'),
    fc.constantFrom('miss', 'more', 'wrong', 'swap'),
  )
  await fc.assert(
    fc.asyncProperty(letters, mistake, async (name, [place, letter, kind]) => {
      const id = await scene.join(shop, { name })
      const at = place % (name.length - 1)
      const typed = {
        miss: name.slice(0, at) + name.slice(at + 1),
        more: name.slice(0, at) + letter + name.slice(at),
        wrong: name.slice(0, at) + letter + name.slice(at + 1),
        swap: name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2),
      }[kind]!
      // Folding may make a mistake bigger or a word shorter; the law holds for what is compared.
      const [stored, asked] = [foldWord(name)[0]!, foldWord(typed)[0]!]
      const near = mistakesBetween(stored, asked) <= mistakesAllowed(Math.min(stored.length, asked.length))
      const found = await scene.in(shop, (tx) => searchCustomers(tx, typed))
      if (near) assert.ok(found.includes(id), `${name} by ${typed}`)
    }),
    { numRuns: 150 },
  )
})

test('one field finds by phone, its end or beginning, card, email, external id and id', async () => {
  const shop = await scene.shop()
  const wish = {
    name: 'Nagy Béla',
    phone: '06 30 765 4321',
    email: 'bela.nagy@example.com',
    externalId: 'WEB-9',
  }
  const { body } = await scene.ask(shop, 'POST', '/customers', wish)
  await scene.join(shop, { name: 'Kis Géza', phone: '06 20 111 2222' })
  const queries = [
    '0630 765 4321',
    '+36307654321',
    '4321',
    '321',
    '0630765',
    '+3630',
    'bela.nagy@EXAMPLE.com',
    'bela.n',
  ]
  for (const query of [...queries, 'bela.nagy@', 'WEB-9', body.cards[0], body.id, 'nagy b', ' ٤٣٢١ ']) {
    const found = await scene.ask(shop, 'GET', `/customers?query=${encodeURIComponent(query)}`)
    assert.equal(found.status, 200)
    assert.deepEqual(
      found.body.items.map((item: { name: string }) => item.name),
      ['Nagy Béla'],
      query,
    )
  }
  for (const query of ['21', '9', 'nobody@example.com', 'cus_00000000000000000000000000000000', '+', '@']) {
    const found = await scene.ask(shop, 'GET', `/customers?query=${encodeURIComponent(query)}`)
    assert.deepEqual(found.body.items, [], query)
  }
})
