import { createHash } from 'node:crypto'

/** A statement that changes one table, with its values; `$1` is the business. */
export interface Write {
  name: string
  text: string
  values: unknown[]
  /** The values after the first are columns. */
  columns?: boolean
}

interface Plan {
  name: string
  text: string
  /** How many of the writes it holds. */
  holds: number
}

const plans = new Map<string, Plan[]>()

/**
 * Makes one statement of several writes: `with w0 as (insert …), w1 as (insert …) select`. One message each way in
 * place of one per write; ten writes of a ring-up took twice as long one by one. Constraints are checked at its end,
 * so that rows may refer to each other. A write that touches a table that one before it changed would not see the
 * change: it begins a new statement. Each room goes on owning its own SQL.
 */
export function combine(all: readonly Write[]): Write[] {
  const writes = joinRows(all)
  const key = writes.map(({ name }) => name).join(' ')
  let plan = plans.get(key)
  if (!plan) {
    plan = planFor(writes)
    plans.set(key, plan)
  }
  let at = 0
  return plan.map(({ name, text, holds }) => {
    const held = writes.slice(at, at + holds)
    at += holds
    return {
      name,
      text,
      values: held.flatMap(({ values }, index) => (index === 0 ? values : values.slice(1))),
    }
  })
}

/** Several writes of rows by the same statement become one with longer columns, where only such stand between. */
function joinRows(writes: readonly Write[]): Write[] {
  const joined: Write[] = []
  let open = new Map<string, Write>()
  for (const write of writes) {
    const earlier = open.get(write.name)
    if (earlier) {
      for (const [index, column] of write.values.entries()) {
        if (index > 0) (earlier.values[index] as unknown[]).push(...(column as unknown[]))
      }
      continue
    }
    const own = {
      ...write,
      values: write.columns
        ? write.values.map((value) => (Array.isArray(value) ? [...value] : value))
        : write.values,
    }
    joined.push(own)
    if (write.columns) open.set(write.name, own)
    else open = new Map()
  }
  return joined
}

function planFor(writes: readonly Write[]): Plan[] {
  const groups: Write[][] = []
  let changed = new Set<string>()
  for (const write of writes) {
    const table = /^\s*(?:insert into|update|delete from)\s+(\w+)/.exec(write.text)?.[1]
    const depends = [...changed].some((name) => new RegExp(`\\b${name}\\b`).test(write.text))
    if (!table || depends || groups.length === 0 || changed.size === 0) {
      groups.push([write])
      changed = new Set(table ? [table] : [])
    } else {
      groups.at(-1)!.push(write)
      changed.add(table)
    }
  }
  return groups.map((group) => ({ ...merged(group), holds: group.length }))
}

function merged(group: readonly Write[]): { name: string; text: string } {
  const [first] = group
  if (group.length === 1) return { name: first!.name, text: first!.text }
  let taken = 1
  const parts = group.map(({ text, values }, index) => {
    const shift = taken - 1
    taken += values.length - 1
    const renumbered = text.replace(/\$(\d+)/g, (whole, digits: string) =>
      digits === '1' ? whole : `$${Number(digits) + shift}`,
    )
    return `w${index} as (${renumbered})`
  })
  const text = `with ${parts.join(',\n')}\nselect`
  return { name: `combined.${createHash('sha256').update(text).digest('hex').slice(0, 32)}`, text }
}
