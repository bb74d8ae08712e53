import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kill } from './kill.ts'

test('ten kills of the app and of the database under load lose nothing and double nothing', {
  timeout: 300_000,
}, async (t) => {
  const seed = Date.now() % 1_000_000
  t.diagnostic(`node test/kill.ts --rounds 10 --clients 8 --seed ${seed}`)
  const { faults, kills, answered, lost, repeated } = await kill({ rounds: 10, clients: 8, seed })
  t.diagnostic(JSON.stringify({ kills, answered, lost, repeated }))
  assert.deepEqual(faults, [])
  assert.ok(answered['purchase 201']! > 100, 'too little was going on')
})
