import { put } from './document.ts'

type Branch = Record<string, unknown>

/** Puts a field into a thing. What has lost its last field goes as a whole; hours come and go as a pair. */
export function putField<Thing>(thing: Thing, key: string, value: unknown): Thing {
  if (key === '') return value as Thing
  const [first = '', ...rest] = key.split('.')
  if (first === 'hours') return put(thing, ['hours'], hoursWith((thing as Branch).hours, rest[0]!, value))
  const next = put(thing, [first, ...rest], value)
  const branch = (next as Branch)[first]
  const bare = value === undefined && rest.length > 0 && Object.keys(branch as object).length === 0
  return bare ? put(next, [first], undefined) : next
}

function hoursWith(hours: unknown, end: string, value: unknown): unknown {
  if (value === undefined) return undefined
  const before = (hours as Branch | undefined) ?? { from: '00:00', until: '23:59' }
  return { ...before, [end]: value }
}
