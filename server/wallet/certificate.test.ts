import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openCardHouse } from '../card/card.fixture.ts'
import { type Authority, openAuthority, passSubject, pemsOf } from './wallet.fixture.ts'

let authority: Authority
let house: Awaited<ReturnType<typeof openCardHouse>>
before(async () => {
  authority = openAuthority()
  authority.issue('pass', passSubject)
  house = await openCardHouse()
})
after(async () => {
  authority.remove()
  await house.close()
})

test('what can’t sign passes is refused by its field, and the one before stays', async () => {
  const shop = await house.openShop()
  assert.equal((await shop.ask('PUT', '/wallet/apple', pemsOf(authority))).status, 200)
  authority.issue('other', passSubject)
  authority.issue('site', '/CN=example.com/OU=TEAM123456')
  authority.issue('wrong', '/UID=com.example.app/CN=App/OU=TEAM123456')
  authority.issue('late', passSubject, { days: -1 })
  authority.openssl('rsa', '-in', 'pass.key', '-aes256', '-passout', 'pass:titok', '-out', 'locked.key')
  const good = pemsOf(authority)
  const cases: [wish: object, code: string, field: string][] = [
    [{ ...good, key: authority.read('other.key') }, 'wallet.key_differs', 'key'],
    [{ ...good, certificate: 'nonsense' }, 'wallet.not_readable', 'certificate'],
    [{ ...good, key: 'nonsense' }, 'wallet.not_readable', 'key'],
    [{ ...good, key: authority.read('locked.key'), password: 'x' }, 'wallet.wrong_password', 'password'],
    [{ ...good, chain: undefined }, 'wallet.chain_missing', 'chain'],
    [{ ...good, chain: 'nonsense' }, 'wallet.not_readable', 'chain'],
    [
      { ...good, certificate: authority.read('late.pem'), key: authority.read('late.key') },
      'wallet.expired',
      'certificate',
    ],
    [{ ...good, passTypeId: 'pass.com.example.other' }, 'wallet.pass_type_differs', 'passTypeId'],
    [{ ...good, teamId: 'TEAM654321' }, 'wallet.team_differs', 'teamId'],
    [
      { ...good, certificate: authority.read('site.pem'), key: authority.read('site.key') },
      'wallet.not_for_passes',
      'certificate',
    ],
    [
      { ...good, certificate: authority.read('wrong.pem'), key: authority.read('wrong.key') },
      'wallet.not_for_passes',
      'certificate',
    ],
    [{ p12: 'AAAA', password: '' }, 'wallet.not_readable', 'p12'],
    [{ p12: '!' }, 'request.invalid', 'p12'],
    [{}, 'request.invalid', 'p12'],
  ]
  for (const [wish, code, field] of cases) {
    const { status, body } = await shop.ask('PUT', '/wallet/apple', wish)
    assert.ok(status >= 400 && status < 500, `${code}: ${status}`)
    assert.deepEqual([body.code, body.errors?.[0]?.field], [code, field])
  }
  const kept = (await shop.ask('GET', '/wallet')).body.apple
  assert.equal(kept.state, 'ready')
  const unlocked = { ...good, key: authority.read('locked.key'), password: 'titok' }
  assert.equal((await shop.ask('PUT', '/wallet/apple', unlocked)).status, 200)
})
