import type { Socket } from 'node:net'
import {
  type Compilable,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely'
import pg from 'pg'
import { combine, type Write } from './combine.ts'
import { Refused } from './errors.ts'
import type { Tables } from './tables.ts'

/** The role that the application works under: it owns nothing and row-level security binds it. */
export const APP_ROLE = 'regulars_app'

// A pool of 8 beat 32 here: more connections than cores only queue for the same locks and the same disk.
const POOL_SIZE = 8
const RETRIES = 8

const INT8_ARRAY = 1016
const { INT8, DATE, TIMESTAMPTZ } = pg.types.builtins
const untouched = new Map(
  [INT8, INT8_ARRAY, DATE, TIMESTAMPTZ].map((type) => [
    type as number,
    pg.types.getTypeParser(type as number),
  ]),
)

/** For a library with connections of its own, which knows nothing of Temporal: values as the driver gives them by itself. */
export const driversOwnTypes = {
  getTypeParser: (type: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && untouched.get(type)) || pg.types.getTypeParser(type, format as 'text'),
}

// int8 comes back as a number: money and points are integers below 2^53 by schema and by check constraint.
pg.types.setTypeParser(INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`an integer beyond 2^53 came from the database: ${text}`)
  return value
})
pg.types.setTypeParser(INT8_ARRAY as number, (text: string) =>
  text === '{}' ? [] : text.slice(1, -1).split(',').map(Number),
)
pg.types.setTypeParser(DATE, (text) => text)
pg.types.setTypeParser(TIMESTAMPTZ, (text) => Temporal.Instant.from(text))

// pg asks values that it doesn't know for `toPostgres`; without it a Temporal value would go out as quoted JSON.
for (const kind of [Temporal.Instant, Temporal.PlainDate]) {
  Object.defineProperty(kind.prototype, 'toPostgres', {
    value(this: { toString(): string }) {
      return this.toString()
    },
  })
}

/** Builds typed statements; it never runs them (a transaction does: `tx.all(db.selectFrom('customers')…)`). */
export const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** A statement of the hot path: prepared once per connection under its name. */
export interface Statement<Row> {
  readonly name: string
  readonly text: string
  readonly row?: Row
  /** Every value after the first is a column (an array for `unnest`), so that several writes of it can be one. */
  readonly columns?: boolean
}

/**
 * A question about keys: the values after the first are columns of keys, unnested `with ordinality` as `n`, and each row
 * says by `n` which key it answers. What is asked in one turn of the event loop becomes one statement.
 */
export interface Question<Row> extends Statement<Row & { n: number }> {
  readonly asks: true
}

/** Declares a prepared statement. The name must be its own in the whole program. */
export function statement<Row = Record<string, never>>(name: string, text: string): Statement<Row> {
  return { name, text }
}

/** Declares a write whose values after the first are columns. */
export function rowsStatement(name: string, text: string): Statement<never> {
  return { name, text, columns: true }
}

/** Declares a question about keys. */
export function question<Row>(name: string, text: string): Question<Row> {
  return { name, text, asks: true }
}

/** Anything that runs statements for one business: a transaction. */
export class Tx {
  readonly businessId: string
  readonly #client: pg.ClientBase
  readonly #writes: Write[] = []
  readonly #asked = new Map<string, Asked>()
  readonly #sent: Promise<unknown>[] = []
  readonly #afterCommit: (() => void)[] = []
  readonly #outliving: Parameters<Tx['write']>[] = []
  #over = false

  constructor(client: pg.ClientBase, businessId: string) {
    if (!/^[0-9a-f-]{32,36}$/.test(businessId)) throw new Error('a transaction is of one business')
    this.businessId = businessId
    this.#client = client
    // A simple query may hold several statements: one message each way. The role is set here too, as a pooler between
    // us and the database may have dropped what the connection was opened with.
    this.#send({
      text: `begin; set local role ${APP_ROLE}; select set_config('regulars.business_id', '${businessId}', true)`,
    })
  }

  /** The rows that answer one key. Asked for several keys in one turn, it is one statement and one round trip. */
  ask<Row>(asking: Question<Row>, ...key: unknown[]): Promise<Row[]> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown[]>()
    const asked = this.#asked.get(asking.name)
    const one = { key, resolve, reject }
    if (asked) asked.ones.push(one)
    else this.#asked.set(asking.name, { asking, ones: [one] })
    if (this.#asked.size === 1 && !asked) process.nextTick(() => this.#sendAsked())
    return promise as Promise<Row[]>
  }

  #sendAsked(): void {
    if (this.#asked.size === 0) return
    const questions = [...this.#asked.values()]
    this.#asked.clear()
    if (this.#writes.length > 0) this.#flushWrites()
    for (const { asking, ones } of questions) {
      const width = ones[0]!.key.length
      const columns = Array.from({ length: width }, (_, column) => ones.map(({ key }) => key[column]))
      const { name, text } = asking
      this.#answer<{ n: number }>({ name, text, values: [this.businessId, ...columns] }).then(
        (rows) => {
          const answers = ones.map((): unknown[] => [])
          for (const row of rows) answers[row.n - 1]!.push(row)
          for (const [index, { resolve }] of ones.entries()) resolve(answers[index]!)
        },
        (error) => {
          for (const { reject } of ones) reject(error)
        },
      )
    }
  }

  /** Runs a prepared statement and waits for its rows. Several called without awaiting share one round trip. */
  async rows<Row>({ name, text }: Statement<Row>, values: unknown[]): Promise<Row[]> {
    this.#flush()
    return this.#answer<Row>({ name, text, values })
  }

  /** Runs a built query or an `sql` template and gives its rows. */
  async all<Row>(query: Compilable<Row> | RawBuilder<Row>): Promise<Row[]> {
    const { sql, parameters } = query.compile(db)
    this.#flush()
    return this.#answer<Row>({ text: sql, values: parameters as unknown[] })
  }

  /** The first row, or undefined. */
  async first<Row>(query: Compilable<Row> | RawBuilder<Row>): Promise<Row | undefined> {
    return (await this.all<Row>(query))[0]
  }

  /**
   * Notes a statement to be sent without waiting: with the next question, or with the commit, which waits for all of
   * it. The first failure undoes the whole transaction and is what the caller sees. `$1` must be the business.
   */
  write({ name, text, columns = false }: Statement<unknown>, values: unknown[]): void {
    if (values[0] !== this.businessId) throw new Error(`${name}: the first value of a write is the business`)
    this.#writes.push({ name, text, columns, values })
  }

  /** Notes a write that stays also when the work is refused: a wrong code counts, though nothing else came of it. */
  outlive(...write: Parameters<Tx['write']>): void {
    this.#outliving.push(write)
  }

  /** What is to stay, after all else was undone. */
  get outliving(): readonly Parameters<Tx['write']>[] {
    return this.#outliving
  }

  /** Calls back once the transaction is durable, and never when it is undone: for what is remembered in memory. */
  afterCommit(callback: () => void): void {
    this.#afterCommit.push(callback)
  }

  /** Waits until everything written so far has been carried out (it is still undone when the transaction is). */
  async settled(): Promise<void> {
    this.#flush()
    await Promise.all(this.#sent.splice(0))
  }

  /** Commits together with what was written. Throws the first failure. */
  async commit(): Promise<void> {
    for (const write of this.#outliving.splice(0)) this.write(...write)
    this.#flush()
    const committed = this.#send({ text: 'commit' })
    this.#over = true
    const failures = (await Promise.allSettled(this.#sent)).flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
    )
    // The commit went out together with what was written: when the line went dead and the server said no to nothing,
    // all of it may have been carried out.
    const no = failures.find(isAnswer)
    if (no) throw no
    if (failures.length > 0) throw new OutcomeUnknown(failures[0])
    // PostgreSQL answers COMMIT of a failed transaction with the tag ROLLBACK, and no error.
    if ((await committed).command !== 'COMMIT') throw new Error('the transaction was rolled back')
    for (const callback of this.#afterCommit) callback()
  }

  /** Undoes everything. Nothing can be asked of this transaction afterwards, also not by a part still under way. */
  async rollback(): Promise<void> {
    this.#over = true
    await this.#client.query('rollback')
  }

  #flush(): void {
    this.#sendAsked()
    this.#flushWrites()
  }

  #flushWrites(): void {
    if (this.#writes.length === 0) return
    for (const { name, text, values } of combine(this.#writes.splice(0))) this.#send({ name, text, values })
  }

  async #answer<Row>(query: pg.QueryConfig): Promise<Row[]> {
    try {
      return (await this.#send(query)).rows as Row[]
    } catch (error) {
      // "current transaction is aborted": what was sent before it is to blame.
      if ((error as { code?: string }).code === '25P02') await this.#throwFirstFailure()
      throw error
    }
  }

  async #throwFirstFailure(): Promise<void> {
    const outcomes = await Promise.allSettled(this.#sent)
    const failure = outcomes.find((outcome) => outcome.status === 'rejected')
    if (failure) throw failure.reason
  }

  #send(query: pg.QueryConfig): Promise<pg.QueryResult> {
    if (this.#over) throw new Error('the transaction is over')
    holdBack(this.#client)
    const sent = this.#client.query(query)
    sent.catch(() => undefined)
    this.#sent.push(sent)
    return sent
  }
}

/** The connection was lost while the commit was under way (SQLSTATE 08007): whoever asks again must use the same key. */
export class OutcomeUnknown extends Error {
  readonly code = '08007'

  constructor(cause: unknown) {
    super('it is not known whether the transaction was committed', { cause })
  }
}

/** The server said no, in place of falling silent. */
function isAnswer(error: unknown): boolean {
  const { code, severity } = error as { code?: string; severity?: string }
  return severity !== undefined && !/^(57P|08)/.test(code ?? '')
}

interface Asked {
  asking: Question<unknown>
  ones: { key: unknown[]; resolve: (rows: unknown[]) => void; reject: (error: unknown) => void }[]
}

/** Everything that is sent in one turn of the event loop goes out in one write: each is a system call. */
function holdBack(client: pg.ClientBase): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  if (stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

/** The application's door to the database. */
export interface Database {
  readonly pool: pg.Pool
  readonly url: string
  close(): Promise<void>
}

/** Opens the pool. `url` belongs to the owner of the tables; each connection steps down to the bound role. */
export function openPool(url: string, { max = POOL_SIZE }: { max?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    pipeline: true,
    // A pooler may drop these (PgBouncer: `ignore_startup_parameters = options`): every transaction sets the role itself.
    options: `-c role=${APP_ROLE} -c timezone=UTC -c plan_cache_mode=force_generic_plan -c lock_timeout=20s -c idle_in_transaction_session_timeout=60s`,
    connectionTimeoutMillis: 15_000,
    application_name: 'regulars',
  } as pg.PoolConfig)
  // An idle connection that breaks (a restart of the database) is replaced by the pool; it must not end the app.
  pool.on('error', () => undefined)
  // Nor must one that breaks while it is in use, between two statements: the next of them fails and tells.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return { pool, url, close: () => pool.end() }
}

/**
 * Runs `work` in one transaction bound to one business: row-level security shows nothing else.
 * `begin` and the binding travel with the first statement of `work`, and what it `write`s with the commit, so that
 * a verb of the shape read → decide → write takes two round trips.
 * Runs again when the database asks for it (serialisation failure, deadlock): `work` may have no effect outside.
 */
export async function inBusiness<Result>(
  database: Database,
  businessId: string,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(database, businessId, work)
    } catch (error) {
      if (attempt >= RETRIES || !mayRetry(error)) throw error
      await new Promise((done) => setTimeout(done, Math.random() * 10 * 2 ** Math.min(attempt, 6)))
    }
  }
}

async function once<Result>(
  database: Database,
  businessId: string,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const client = await database.pool.connect()
  let broken = false
  try {
    const tx = new Tx(client, businessId)
    try {
      const result = await work(tx)
      await tx.commit()
      return result
    } catch (error) {
      await tx.rollback().catch(() => {
        broken = true
      })
      if (error instanceof Refused && tx.outliving.length > 0 && !broken) await keepOutliving(client, tx)
      throw error
    }
  } finally {
    client.release(broken)
  }
}

/** Carries out what a refused transaction wanted to stay, in one of its own. */
async function keepOutliving(client: pg.PoolClient, { businessId, outliving }: Tx): Promise<void> {
  const after = new Tx(client, businessId)
  for (const write of outliving) after.write(...write)
  await after.commit()
}

/** Serialisation failure and deadlock (PostgreSQL appendix A, class 40): the same work may simply run again. */
function mayRetry(error: unknown): boolean {
  const code = (error as { code?: string }).code
  return code === '40001' || code === '40P01'
}

/** The named constraint that a database error is about, if it is about one. */
export function brokenConstraint(error: unknown): string | undefined {
  return (error as { constraint?: string }).constraint
}
