import pg from 'pg'

type Client = Pick<pg.ClientBase, 'query'>

/** The schemas that are ours beside the one we work in. The queue of jobs has its own, and makes itself anew. */
export const furtherSchemas = ['sign_in']

/** A table as it is copied: what the database works out itself (generated columns) is left out. */
export interface Table {
  /** Quoted where needed; without its schema when that is the one we work in. */
  name: string
  columns: string[]
}

const tablesAndColumns = `
  select c.oid::regclass::text as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   where c.relkind in ('r', 'p') and not c.relispartition and a.attgenerated = '' and c.relname <> 'migrations'
     and (c.relnamespace = current_schema()::regnamespace or c.relnamespace::regnamespace::text = any ($1))
   group by c.oid
   order by c.oid::regclass::text collate "C"`

const references = `
  select conrelid::regclass::text as "from", confrelid::regclass::text as "to"
    from pg_constraint where contype = 'f' and conrelid <> confrelid`

/** Our tables, each after those that its foreign keys lead to, so that they can be filled in this order. */
export async function ourTables(client: Client): Promise<Table[]> {
  const { rows: tables } = await client.query<Table>(tablesAndColumns, [furtherSchemas])
  const { rows: arrows } = await client.query<{ from: string; to: string }>(references)
  const ordered: Table[] = []
  const placed = new Set<string>()
  const place = (table: Table) => {
    if (placed.has(table.name)) return
    placed.add(table.name)
    for (const { from, to } of arrows) {
      const before = from === table.name && tables.find(({ name }) => name === to)
      if (before) place(before)
    }
    ordered.push(table)
  }
  for (const table of tables) place(table)
  return ordered
}

/** The migrations that a database has, in order. */
export async function migrationsOf(client: Client): Promise<{ name: string; hash: string }[]> {
  const { rows } = await client.query('select name, hash from migrations order by name')
  return rows
}

/** `name (column, …)`, as COPY wants it. */
export function copied({ name, columns }: Table): string {
  return `${name} (${columns.map((column) => pg.escapeIdentifier(column)).join(', ')})`
}

/**
 * One writing of every value whatever the server's settings are. Row security is told to fail rather than to leave rows
 * out unseen, should the user not own the tables.
 */
export const plainSettings = `set client_encoding = 'UTF8'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres';
set timezone = 'UTC'; set extra_float_digits = 1; set bytea_output = 'hex'; set row_security = off`

/** A connection for COPY: of the owner, and without the pipeline that the pool uses. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'regulars backup' })
  // What breaks it is told by the statement under way.
  client.on('error', () => undefined)
  await client.connect()
  await client.query(plainSettings)
  return client
}
