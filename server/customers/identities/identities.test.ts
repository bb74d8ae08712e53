import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { getCountries, getExampleNumber } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { newId } from '../../platform/ids.ts'
import { setScene } from '../scene.fixture.ts'
import { isOwnCard, newCardNumber, normalCard } from './card.ts'
import { findCustomer } from './lookup.ts'
import { normalEmail, normalExternalId } from './normal.ts'
import { normalPhone, plainDigits } from './phone.ts'

const scene = setScene()

test('a phone number is one number in every writing of its country', () => {
  const writings: Record<string, [string, string[]]> = {
    HU: [
      '+36301234567',
      [
        '06 30 123 4567',
        '0630-123-4567',
        '(06-30) 123-4567',
        '30/123 4567',
        '0036 30 1234567',
        '36301234567',
      ],
    ],
    AM: ['+37491234567', ['091 23-45-67', '+374 (91) 234567', '00374 91234567', '٠٩١٢٣٤٥٦٧', '۰۹۱ ۲۳۴ ۵۶۷']],
    MN: ['+97699112233', ['9911 2233', '99-11-22-33', '+976 9911-2233', '00976 99112233', '᠙᠙᠑᠑ ᠒᠒᠓᠓']],
  }
  for (const [country, [normal, ways]] of Object.entries(writings)) {
    for (const way of ways) assert.equal(normalPhone(way, country), normal, way)
  }
})

test('garbage is no phone number', () => {
  for (const text of [
    '',
    '+',
    'abc',
    '12',
    '+999123456',
    '0000000',
    'tel: 12',
    '1'.repeat(80),
    '☎06301234567',
  ]) {
    assert.equal(normalPhone(text, 'HU'), undefined, text)
  }
  assert.equal(normalPhone('06 30 123 4567', undefined), undefined)
  assert.equal(normalPhone('+36 30 123 4567', 'nowhere'), '+36301234567')
})

test('every country’s example number stays itself, however it is grouped', () => {
  for (const country of getCountries()) {
    const number = getExampleNumber(country, examples)
    if (!number) continue
    for (const way of [number.number, number.formatNational(), number.formatInternational()]) {
      assert.equal(normalPhone(way, country), number.number, `${country} ${way}`)
    }
  }
})

const hostile = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))

test('what is normal stays as it is', () => {
  const local = fc.string({ unit: fc.constantFrom(...'aÁİıßσςΣ.+_ﬁé'), minLength: 1, maxLength: 8 })
  const domain = fc.string({ unit: fc.constantFrom(...'aÁőxBß-日'), minLength: 1, maxLength: 8 })
  const email = fc.tuple(local, domain).map(([name, host]) => ` ${name}@${host}.Hu `)
  const twice = (normal: (text: string) => string | undefined) => (text: string) => {
    const once = normal(text)
    if (once !== undefined) assert.equal(normal(once), once)
  }
  fc.assert(fc.property(fc.oneof(hostile, email), twice(normalEmail)), { numRuns: 2000 })
  fc.assert(fc.property(hostile, twice(normalCard)))
  fc.assert(fc.property(hostile, twice(normalExternalId)))
  const phone = fc.string({ unit: fc.constantFrom(...'0123456789+ -(٣۴'), minLength: 5, maxLength: 16 })
  fc.assert(
    fc.property(
      fc.oneof(hostile, phone),
      twice((text) => normalPhone(text, 'HU')),
    ),
    { numRuns: 2000 },
  )
})

test('an email is one in every case, form and writing of its domain', () => {
  assert.equal(normalEmail('  Anna.Kovács@EXAMPLE.com '), 'anna.kovács@example.com')
  assert.equal(normalEmail('a@xn--rksmrgs-5wao1o.se'), 'a@räksmörgås.se')
  assert.equal(normalEmail('a@RÄKSMÖRGÅS.se'), 'a@räksmörgås.se')
  for (const text of [
    'a',
    '@b.hu',
    'a@b',
    'a b@c.hu',
    'a@b..hu',
    '.a@b.hu',
    'a@1.2.3.4',
    '<a@b.hu>',
    `${'a'.repeat(65)}@b.hu`,
  ]) {
    assert.equal(normalEmail(text), undefined, text)
  }
})

test('a card number of ours shows every wrong digit and every swap of neighbours', () => {
  fc.assert(
    fc.property(fc.nat(17), fc.integer({ min: 1, max: 9 }), (at, more) => {
      const card = newCardNumber()
      assert.match(card, /^[1-9]\d{17}$/)
      assert.ok(isOwnCard(card))
      const digits = Array.from(card, Number)
      assert.ok(!isOwnCard(digits.with(at, (digits[at]! + more) % 10).join('')))
      if (at < 17 && digits[at] !== digits[at + 1]) {
        assert.ok(
          !isOwnCard(
            digits
              .with(at, digits[at + 1]!)
              .with(at + 1, digits[at]!)
              .join(''),
          ),
        )
      }
    }),
  )
  assert.equal(normalCard(' 1234 5678-9012 '), '123456789012')
  assert.equal(plainDigits('᠑٢۳４'), '1234')
})

test('a customer is found by what she was stored with, in any writing', async () => {
  const shop = await scene.shop('AM')
  const id = await scene.join(shop, {
    phone: '091 234567',
    email: 'Anna@Példa.hu',
    card: 'AB-12 x'.replace(' ', ''),
    externalId: '77',
    source: 'shopify',
  })
  await scene.in(shop, async (tx) => {
    for (const key of [
      { id },
      { phone: '+374 91 23 45 67' },
      { email: ' anna@PÉLDA.HU' },
      { card: 'AB-12x' },
      { externalId: '77', source: 'shopify' },
    ]) {
      assert.equal(await findCustomer(tx, key), id, JSON.stringify(key))
    }
    assert.equal(await findCustomer(tx, { externalId: '77' }), undefined)
    assert.equal(await findCustomer(tx, { id: newId() }), undefined)
    await assert.rejects(findCustomer(tx, { phone: 'none' }, 'customer'), {
      code: 'customer.phone_unclear',
      field: 'customer.phone',
    })
    await assert.rejects(findCustomer(tx, { phone: '091234567', id }), { code: 'customer.key_unclear' })
    await assert.rejects(findCustomer(tx, {}), { code: 'customer.key_unclear' })
  })
})

test('another business finds nobody, not even where it forgets to ask for its own', async () => {
  const [mine, theirs] = [await scene.shop(), await scene.shop()]
  const id = await scene.join(mine, { phone: '+36301234567', name: 'Kovács Anna' })
  await scene.in(theirs, async (tx) => {
    assert.equal(await findCustomer(tx, { phone: '+36301234567' }), undefined)
    assert.equal(await findCustomer(tx, { id }), undefined)
    for (const table of ['customers', 'identities', 'name_words', 'vocabulary', 'misspellings']) {
      const [row] = await tx.rows<{ count: number }>(
        { name: `test.${table}`, text: `select count(*) from ${table}` },
        [],
      )
      assert.equal(row?.count, 0, table)
    }
  })
  const other = await scene.join(theirs, { phone: '+36301234567' })
  assert.notEqual(other, id)
})

test('of many who want one number at once, one gets it and the others are told', async () => {
  const shop = await scene.shop()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, (_, at) =>
      scene.join(shop, { phone: '06 20 999 8877', email: `x${at}@x.hu` }),
    ),
  )
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  assert.equal(refused.length, 11)
  for (const { reason } of refused) {
    assert.equal(reason.code, 'customer.identity_taken', String(reason))
    assert.equal(reason.field, 'phone')
    assert.match(reason.params.other, /^cus_/)
  }
})
