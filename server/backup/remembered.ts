import type pg from 'pg'

/**
 * What must outlive a restore of an older state: who was erased, and which addresses must not be written to. A backup
 * can't bring back what a person had a right to have forgotten.
 */
const remembered = ['erasures', 'suppressions'] as const

export type Remembered = { table: (typeof remembered)[number]; columns: string; rows: unknown[][] }[]

/** Reads it before the database is emptied; an older schema may lack some of it. */
export async function keepRemembered(client: pg.Client): Promise<Remembered> {
  const kept: Remembered = []
  for (const table of remembered) {
    const { rows: there } = await client.query('select to_regclass($1) is not null as there', [table])
    if (!there[0].there) continue
    const { rows, fields } = await client.query({ text: `select * from ${table}`, rowMode: 'array' })
    kept.push({ table, rows, columns: fields.map(({ name }) => name).join(', ') })
  }
  return kept
}

/** Adds it to what the backup knows, for the businesses that the backup has. */
export async function putRemembered(client: pg.Client, kept: Remembered): Promise<void> {
  for (const { table, columns, rows } of kept) {
    const at = columns.split(', ').indexOf('business_id')
    for (const row of rows) {
      const places = row.map((_, index) => `$${index + 1}`).join(', ')
      const known = `exists (select from businesses where business_id = $${at + 1})`
      await client.query(
        `insert into ${table} (${columns}) select ${places} where ${known} on conflict do nothing`,
        row,
      )
    }
  }
}
