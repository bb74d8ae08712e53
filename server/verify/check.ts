import { type Kind, prefixes } from '../platform/ids.ts'

/** One rule that the rows of a business keep. Adding a rule is adding one of these to its list in `checks/`. */
export interface Check {
  /** `noun.rule`, its own in the whole program. */
  name: string
  /** The table whose rows are shown when the rule is broken. */
  table: string
  /** The rule as a sentence. */
  says: string
  /**
   * Finds what breaks it: rows of (what, key, expected, found), all text; $1 is the business. Set-based, so that its
   * time grows with the rows and not with their product.
   */
  sql: string
}

/** The rows of one business: written out where row-level security would do, as verify also runs as the owner. */
export function mine(table: string): string {
  return `(select * from ${table} where business_id = $1)`
}

/** An SQL expression for an id as it is shown outside: `pur_0199…`. */
export function shown(kind: Kind, column: string): string {
  return `'${prefixes[kind]}_' || replace(${column}::text, '-', '')`
}

export interface Comparison {
  key: string
  from: string
  /** Only rows for which this holds. */
  where?: string
  /** Per column: what it must be, and what it is. */
  columns: Record<string, { expected: string; found: string }>
}

/**
 * A statement that lists the columns in which rows differ from what they must be. The rows that differ are gathered
 * first: spreading a row into its columns is a loop to the planner, which must not reach into the joins.
 */
export function comparing({ key, from, where = 'true', columns }: Comparison): string {
  const entries = Object.entries(columns)
  const differs = entries.map(([, { expected, found }]) => `(${expected}) is distinct from (${found})`)
  const picked = entries.map(
    ([, { expected, found }], n) =>
      `(${expected})::text as expected${n}, (${found})::text as found${n}, ${differs[n]} as differs${n}`,
  )
  const spread = entries.map(([what], n) => `('${what}', w.expected${n}, w.found${n}, w.differs${n})`)
  return `with wrong as materialized (
      select ${key} as key, ${picked.join(', ')} from ${from} where (${where}) and (${differs.join(' or ')}))
    select one.what, w.key, one.expected, one.found
      from wrong w cross join lateral (values ${spread.join(', ')}) as one (what, expected, found, differs)
     where one.differs`
}

/** A column that names a row of another table and has no foreign key to hold it. */
export function pointing(
  table: string,
  key: string,
  column: string,
  to: string,
  toColumn: string = column,
): Check {
  return {
    name: `${table}.${column}_exists`,
    table,
    says: `what ${table}.${column} names is there in ${to}`,
    sql: `select '${column}' as what, ${key} as key, 'a row of ${to}' as expected, r.${column}::text as found
            from ${mine(table)} r
           where r.${column} is not null
             and not exists (select from ${to} o where o.business_id = $1 and o.${toColumn} = r.${column})`,
  }
}
