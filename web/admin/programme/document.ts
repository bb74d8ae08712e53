import type { ProgrammeDocument } from '../../../server/programme/document.ts'

export type Programme = ProgrammeDocument
export type Path = (string | number)[]
type Branch = Record<string | number, unknown>

/** Looking into a programme and changing it, each time into a new one: the old one is what Undo goes back to. */

export function lookAt(thing: unknown, path: Path): unknown {
  return path.reduce<unknown>((inside, key) => (inside as Branch | null | undefined)?.[key], thing)
}

/** Puts a value at a place; `undefined` takes the field away. Ways that aren't there yet are made. */
export function put<Thing>(thing: Thing, path: Path, value: unknown): Thing {
  const [key, ...rest] = path
  if (key === undefined) return value as Thing
  const copy = (Array.isArray(thing) ? [...thing] : { ...thing }) as Branch
  if (rest.length > 0) copy[key] = put(copy[key] ?? {}, rest, value)
  else if (value === undefined) delete copy[key]
  else copy[key] = value
  return copy as Thing
}

export function add(programme: Programme, list: Path, item: unknown): Programme {
  const before = (lookAt(programme, list) as unknown[] | undefined) ?? []
  return put(programme, list, [...before, item])
}

export function move(programme: Programme, list: Path, from: number, to: number): Programme {
  const items = [...(lookAt(programme, list) as unknown[])]
  const [item] = items.splice(from, 1)
  items.splice(to, 0, item)
  return put(programme, list, items)
}

/** An id that nothing else in the list has: grants of other versions may name the old ones. */
export function freshId(list: readonly { id: string }[], like: string): string {
  const taken = new Set(list.map(({ id }) => id))
  for (let number = list.length + 1; ; number += 1) {
    const id = `${like}-${number}`
    if (!taken.has(id)) return id
  }
}

/** Takes a thing out, and whatever could not stand without it. */
export function remove(programme: Programme, path: Path): Programme {
  const index = path.at(-1) as number
  const list = path.slice(0, -1)
  const gone = lookAt(programme, path) as { id?: string }
  const items = (lookAt(programme, list) as unknown[]).filter((_, place) => place !== index)
  const left = put(programme, list, items)
  switch (list[0]) {
    case 'rules':
      return withoutNames(left, 'rules', gone.id!)
    case 'stampCards':
      return withoutCard(left, gone.id!)
    case 'tiers':
      return items.length === 0
        ? withoutTiers(programme)
        : list.at(-1) === 'levels'
          ? withoutNames(left, 'tiers', gone.id!)
          : left
    default:
      return left
  }
}

type Naming = { rules?: string[] | undefined; tiers?: string[] | undefined }

function withoutNames(programme: Programme, field: keyof Naming, id: string): Programme {
  const clean = <Thing extends object>(thing: Thing): Thing => {
    const names = (thing as Naming)[field]
    if (!names?.includes(id)) return thing
    const left = names.filter((name) => name !== id)
    return put(thing, [field], left.length > 0 ? left : undefined)
  }
  return {
    ...programme,
    rules: programme.rules.map(clean),
    multipliers: programme.multipliers.map(clean),
    caps: programme.caps.map(clean),
  }
}

function withoutCard(programme: Programme, card: string): Programme {
  const other = ({ target }: { target: unknown }) => (target as { card?: string }).card !== card
  const gone = programme.rules.filter((rule) => !other(rule))
  let left: Programme = {
    ...programme,
    rules: programme.rules.filter(other),
    caps: programme.caps.filter(other),
  }
  for (const { id } of gone) left = withoutNames(left, 'rules', id)
  return left.joining?.stamps?.card === card ? put(left, ['joining', 'stamps'], undefined) : left
}

export function withoutTiers(programme: Programme): Programme {
  const ids = programme.tiers?.levels.map(({ id }) => id) ?? []
  const bare = ids.reduce((left, id) => withoutNames(left, 'tiers', id), programme)
  return { ...bare, tiers: null }
}

/** Without points nothing can give or cap them. */
export function withoutPoints(programme: Programme): Programme {
  const stamps = ({ target }: { target: unknown }) => target !== 'points'
  const gone = programme.rules.filter((rule) => !stamps(rule))
  let left: Programme = {
    ...programme,
    points: null,
    rules: programme.rules.filter(stamps),
    caps: programme.caps.filter(stamps),
  }
  for (const { id } of gone) left = withoutNames(left, 'rules', id)
  if (left.tiers?.by === 'points') left = withoutTiers(left)
  return left.joining?.points ? put(left, ['joining', 'points'], undefined) : left
}

/** Whether two programmes say the same, whatever the order of their fields. */
export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inside]) => [key, sorted(inside)]),
  )
}
