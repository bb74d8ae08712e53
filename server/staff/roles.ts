import { type Scope, scopes } from '../platform/http.ts'

/** What a seat in a business lets a person do. A role is a set of rights, nothing else. */
export const roles = ['owner', 'manager', 'staff', 'read-only'] as const
export type Role = (typeof roles)[number]

/** Handing out keys, changing the business itself, erasing people and carrying everything off stay with the owner. */
const ownersOnly: ReadonlySet<Scope> = new Set([
  'keys:write',
  'business:write',
  'customers:erase',
  'exports:write',
])

const rights: Record<Role, ReadonlySet<Scope>> = {
  owner: new Set(scopes),
  manager: new Set(scopes.filter((scope) => !ownersOnly.has(scope))),
  staff: new Set<Scope>([
    'business:read',
    'customers:read',
    'customers:write',
    'purchases:read',
    'purchases:write',
    'programme:read',
    'rewards:read',
    'redemptions:write',
  ]),
  'read-only': new Set(scopes.filter((scope) => scope.endsWith(':read'))),
}

/** The rights of a role. */
export function rightsOf(role: Role): ReadonlySet<Scope> {
  return rights[role]
}

/** The right that would be handed out or taken by somebody who lacks it; undefined when she may act on the role. */
export function rightBeyond(own: ReadonlySet<Scope>, ...touched: Role[]): Scope | undefined {
  return touched.flatMap((role) => [...rights[role]]).find((scope) => !own.has(scope))
}
