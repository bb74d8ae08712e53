import type pg from 'pg'
import { furtherSchemas } from './catalogue.ts'

/**
 * What makes filling tables slow and can be made in one go afterwards: foreign keys, which are then proved by a join
 * in place of a look-up for each row, and indexes, which are then sorted in place of being grown.
 */
export interface Dress {
  foreignKeys: { name: string; table: string; definition: string }[]
  indexes: { name: string; definition: string }[]
}

const inOurs = (schema: string) =>
  `(${schema} = current_schema()::regnamespace or ${schema}::regnamespace::text = any ($1))`

const foreignKeys = `
  select quote_ident(conname) as name, conrelid::regclass::text as "table", pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conparentid = 0 and ${inOurs('connamespace')}
   order by conrelid::regclass::text, conname`

// Those that a constraint stands on stay: rows that come twice should be noticed where they come.
const indexes = `
  select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index join pg_class on pg_class.oid = indexrelid
   where not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
     and not indisprimary and relkind = 'i' and ${inOurs('relnamespace')}
   order by 1`

/** Takes foreign keys and indexes off, and says what they were. In the transaction that puts them on again. */
export async function bareTables(client: pg.Client): Promise<Dress> {
  const dress = {
    foreignKeys: (await client.query(foreignKeys, [furtherSchemas])).rows,
    indexes: (await client.query(indexes, [furtherSchemas])).rows,
  }
  for (const { table, name } of dress.foreignKeys)
    await client.query(`alter table ${table} drop constraint ${name}`)
  for (const { name } of dress.indexes) await client.query(`drop index ${name}`)
  return dress
}

export async function dressTables(
  client: pg.Client,
  dress: Dress,
  progress: (what: string) => void = () => undefined,
): Promise<void> {
  for (const { name, definition } of dress.indexes) {
    progress(name)
    await client.query(definition)
  }
  for (const { table, name, definition } of dress.foreignKeys) {
    progress(name)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`)
  }
}
