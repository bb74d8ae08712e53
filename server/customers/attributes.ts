import { z } from 'zod'
import { tell } from '../journal/journal.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import { languages } from '../platform/refusals.ts'
import { readDay } from './days.ts'

/** How many questions a business may have about a customer. */
const DEFINITIONS = 100
const TEXT_LETTERS = 1000

const label = z.string().trim().min(1, { error: 'must not be empty' }).max(200)
export const labelsSaid = z.partialRecord(z.enum(languages), label)
const said = labelsSaid.refine((words) => Object.values(words).some(Boolean), {
  error: 'must be said in one language at least',
})
const keyPattern = /^[a-z][a-zA-Z0-9_]{0,49}$/

export const attributeKey = z.string().regex(keyPattern, { error: 'must be a short name like favouriteTea' })
export const attributeTypes = ['text', 'number', 'boolean', 'date', 'choice'] as const

/** PUT /attributes/{key}: a question of the owner's about each customer. */
export const attributeInput = z
  .strictObject({
    type: z.enum(attributeTypes),
    labels: said.meta({ example: { en: 'Favourite tea', hu: 'Kedvenc tea' } }),
    choices: z
      .array(z.strictObject({ key: attributeKey, labels: said }))
      .max(200)
      .default([]),
    required: z.boolean().default(false),
    askedAtJoining: z.boolean().default(false),
    position: z.int().min(0).max(1000).default(0),
  })
  .refine(({ type, choices }) => (type === 'choice') === choices.length > 0, {
    path: ['choices'],
    error: 'must be given for a choice, and only for a choice',
  })
  .refine(({ choices }) => new Set(choices.map(({ key }) => key)).size === choices.length, {
    path: ['choices'],
    error: 'must have different keys',
  })
export type AttributeInput = z.output<typeof attributeInput>
export type AttributeDefinition = AttributeInput & { key: string }
export type AttributeValue = string | number | boolean

const select = statement<AttributeDefinition>(
  'customers.attributes',
  `select key, type, labels, choices, required, asked_at_joining as "askedAtJoining", position
     from attribute_definitions where business_id = $1 and retired_at is null order by position, key`,
)

/** The owner's questions, in the order in which they are asked. At most a hundred. */
export async function attributesOf(tx: Tx): Promise<AttributeDefinition[]> {
  return tx.rows(select, [tx.businessId])
}

const upsert = statement<{ type: string }>(
  'customers.put_attribute',
  `insert into attribute_definitions as d
     (business_id, key, type, labels, choices, required, asked_at_joining, position)
   values ($1, $2, $3, $4, $5, $6, $7, $8)
   on conflict (business_id, key) do update
      set labels = excluded.labels, choices = excluded.choices, required = excluded.required,
          asked_at_joining = excluded.asked_at_joining, position = excluded.position, retired_at = null
    where d.type = excluded.type
   returning type`,
)
const typeOf = statement<{ type: string }>(
  'customers.attribute_type',
  'select type from attribute_definitions where business_id = $1 and key = $2',
)

/** Makes a question or changes it. Its type stays for good, also after it was retired: values of it are there. */
export async function putAttribute(
  tx: Tx,
  key: string,
  input: AttributeInput,
  actor: Actor,
): Promise<AttributeDefinition> {
  const { type, labels: words, choices, required, askedAtJoining, position } = input
  const values = [type, JSON.stringify(words), JSON.stringify(choices), required, askedAtJoining, position]
  const [made] = await tx.rows(upsert, [tx.businessId, key, ...values])
  if (!made) {
    const [kept] = await tx.rows(typeOf, [tx.businessId, key])
    throw new Refused('customer.attribute_type_fixed', undefined, {
      field: 'type',
      params: { type: kept?.type ?? '' },
    })
  }
  if ((await attributesOf(tx)).length > DEFINITIONS) {
    throw new Refused('customer.too_many', undefined, { field: 'key', params: { limit: DEFINITIONS } })
  }
  tell(tx, { what: 'attribute.put', actor, facts: { key, ...input } })
  return { key, ...input }
}

const retire = statement<{ key: string }>(
  'customers.retire_attribute',
  `update attribute_definitions set retired_at = now()
    where business_id = $1 and key = $2 and retired_at is null returning key`,
)

/** No longer asks; what was answered stays. */
export async function retireAttribute(tx: Tx, key: string, actor: Actor): Promise<void> {
  const [gone] = await tx.rows(retire, [tx.businessId, key])
  if (!gone) throw new Refused('not_found', undefined, { field: 'key' })
  tell(tx, { what: 'attribute.retired', actor, facts: { key } })
}

/**
 * The values after a change: null takes one away, the rest is checked against the questions. `answering` a
 * questionnaire needs every required one of it; otherwise a required one may be missing but not be taken away.
 */
export async function changedAttributes(
  tx: Tx,
  before: Record<string, AttributeValue>,
  change: Record<string, AttributeValue | null> | undefined,
  { answering = false }: { answering?: boolean } = {},
): Promise<Record<string, AttributeValue>> {
  if (!answering && (change === undefined || Object.keys(change).length === 0)) return before
  const definitions = await attributesOf(tx)
  const after = decideAttributes(definitions, before, change ?? {})
  for (const { key, required, askedAtJoining } of definitions) {
    if (answering && required && askedAtJoining && after[key] === undefined) throw unanswered(key)
  }
  return after
}

/** Pure: see changedAttributes. */
export function decideAttributes(
  definitions: readonly AttributeDefinition[],
  before: Record<string, AttributeValue>,
  change: Record<string, AttributeValue | null>,
): Record<string, AttributeValue> {
  const byKey = new Map(definitions.map((definition) => [definition.key, definition]))
  const after = new Map(Object.entries(before))
  for (const [key, value] of Object.entries(change)) {
    const definition = byKey.get(key)
    const field = `attributes.${key}`
    // Taking away works for a question that is asked no longer, too.
    if (value === null && !definition?.required) after.delete(key)
    else if (value === null) throw unanswered(key)
    else if (!definition)
      throw new Refused('customer.attribute_unknown', undefined, { field, params: { key } })
    else if (fits(definition, value)) after.set(key, value)
    else {
      const type = definition.type === 'choice' ? choicesIn(definition) : definition.type
      throw new Refused('customer.attribute_wrong', undefined, { field, params: { key, type } })
    }
  }
  return Object.fromEntries(after)
}

function unanswered(key: string): Refused {
  return new Refused('customer.attribute_required', undefined, {
    field: `attributes.${key}`,
    params: { key },
  })
}

function choicesIn({ choices }: AttributeDefinition): string {
  return choices
    .slice(0, 20)
    .map(({ key }) => key)
    .join(' | ')
}

function fits({ type, choices }: AttributeDefinition, value: AttributeValue): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string' && value.length <= TEXT_LETTERS
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER
    case 'boolean':
      return typeof value === 'boolean'
    case 'date':
      return typeof value === 'string' && readDay(value)?.year != null
    case 'choice':
      return choices.some(({ key }) => key === value)
  }
}
