import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Scope, scopes } from '../platform/http.ts'
import { type Role, rightBeyond, rightsOf, roles } from './roles.ts'

/** Who may what, as a person reads it: o owner, m manager, s staff, r read-only. A new right needs a line here. */
const table: Record<Scope, string> = {
  'business:read': 'omsr',
  'business:write': 'o',
  'staff:read': 'om r',
  'staff:write': 'om',
  'keys:write': 'o',
  'customers:read': 'omsr',
  'customers:write': 'oms',
  'customers:erase': 'o',
  'purchases:read': 'omsr',
  'purchases:write': 'oms',
  'points:adjust': 'om',
  'programme:read': 'omsr',
  'programme:write': 'om',
  'rewards:read': 'omsr',
  'rewards:write': 'om',
  'redemptions:write': 'oms',
  'journal:read': 'om r',
  'imports:write': 'om',
  'exports:write': 'o',
  'insights:read': 'om r',
}
const letters: Record<Role, string> = { owner: 'o', manager: 'm', staff: 's', 'read-only': 'r' }

test('every right belongs to exactly the roles of the table', () => {
  assert.deepEqual(Object.keys(table).sort(), [...scopes].sort())
  for (const role of roles) {
    const expected = scopes.filter((scope) => table[scope].includes(letters[role]))
    assert.deepEqual([...rightsOf(role)].sort(), expected.sort(), role)
  }
})

test('nobody acts on a role with rights that she lacks', () => {
  const acts = (own: Role) => roles.filter((role) => !rightBeyond(rightsOf(own), role))
  assert.deepEqual(acts('owner'), ['owner', 'manager', 'staff', 'read-only'])
  assert.deepEqual(acts('manager'), ['manager', 'staff', 'read-only'])
  assert.deepEqual(acts('staff'), ['staff'])
  assert.deepEqual(acts('read-only'), ['read-only'])
})
