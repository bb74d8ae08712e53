import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { describe, test } from 'node:test'

/**
 * Who may know whom: each room only rooms below it, the ground first. A new arrow is a decision: change this map in the
 * same commit. Importing a type is knowing, too.
 */
const knows: Record<string, string[]> = {
  platform: [],
  ledger: ['platform'],
  journal: ['platform'],
  // What takes longer than an answer, and the files that it reads and makes.
  errands: ['platform', 'journal'],
  businesses: ['platform', 'journal'],
  customers: ['platform', 'journal', 'businesses'],
  purchases: ['platform', 'journal', 'businesses'],
  segments: ['platform', 'journal', 'businesses', 'customers', 'purchases'],
  looks: ['platform', 'journal', 'businesses'],
  messages: ['platform', 'journal', 'customers'],
  staff: ['platform', 'journal', 'businesses', 'looks', 'messages'],
  programme: ['platform', 'journal', 'businesses', 'looks'],
  papers: ['platform', 'businesses', 'looks', 'programme'],
  rewards: ['platform', 'ledger', 'journal', 'businesses', 'looks', 'customers'],
  till: ['platform', 'ledger', 'journal', 'businesses', 'customers', 'purchases', 'programme', 'rewards'],
  card: [
    'platform',
    'journal',
    'businesses',
    'customers',
    'looks',
    'messages',
    'programme',
    'purchases',
    'rewards',
    'till',
  ],
  stories: ['platform', 'businesses', 'customers', 'purchases', 'programme'],
  bulk: ['platform', 'journal', 'businesses', 'customers', 'segments', 'till'],
  // Plays a programme over the past by the till's own decisions, and writes nothing.
  simulation: ['platform', 'ledger', 'businesses', 'purchases', 'programme', 'till'],
  counter: [
    'platform',
    'journal',
    'businesses',
    'customers',
    'card',
    'staff',
    'programme',
    'purchases',
    'rewards',
    'till',
  ],
  insights: ['platform', 'businesses', 'segments', 'purchases', 'programme'],
  // Proves what the others wrote: by SQL of its own, but for the one definition of what facts are.
  verify: ['platform', 'purchases'],
  // A file from elsewhere is rung up as the till would have done it, thousands of purchases to a transaction.
  imports: ['platform', 'journal', 'errands', 'businesses', 'customers', 'purchases', 'till'],
  // Reads and writes whole tables by the catalogue, whoever owns them, so that a new one is in the next backup by itself.
  backup: ['platform', 'errands'],
  // Plays a shop's past: it does what its people would have done, each through the room that it is done in.
  demo: [
    'platform',
    'ledger',
    'businesses',
    'customers',
    'staff',
    'purchases',
    'programme',
    'rewards',
    'till',
  ],
  // The morning's list reads what the others keep, by SQL of its own where no face tells it.
  today: ['platform', 'businesses', 'customers', 'segments', 'purchases', 'programme'],
  // The card in the wallets of phones: signed passes, and telling the phones when they change.
  wallet: ['platform', 'journal', 'businesses', 'customers', 'looks', 'card', 'today'],
  // The top floor puts the rooms together: each of its files is a room by itself.
  'health-routes': ['platform'],
  pages: ['platform'],
  'card-pages': ['platform', 'card', 'pages'],
  'admin-pages': ['platform', 'pages'],
  rooms: [
    'errands',
    'customers',
    'messages',
    'rewards',
    'till',
    'card',
    'counter',
    'imports',
    'backup',
    'bulk',
    'wallet',
  ],
  rounds: [
    'platform',
    'errands',
    'businesses',
    'looks',
    'messages',
    'rewards',
    'till',
    'counter',
    'bulk',
    'wallet',
    'insights',
    'today',
    'rooms',
  ],
  setup: ['platform', 'businesses', 'programme', 'staff'],
  'setup-routes': ['platform', 'staff', 'setup'],
  app: [
    'platform',
    'journal',
    'errands',
    'businesses',
    'looks',
    'papers',
    'customers',
    'segments',
    'staff',
    'purchases',
    'programme',
    'rewards',
    'till',
    'card',
    'wallet',
    'stories',
    'bulk',
    'simulation',
    'insights',
    'counter',
    'imports',
    'backup',
    'today',
    'health-routes',
    'pages',
    'card-pages',
    'admin-pages',
    'rooms',
    'setup-routes',
  ],
  cli: [
    'platform',
    'businesses',
    'customers',
    'staff',
    'programme',
    'simulation',
    'insights',
    'verify',
    'imports',
    'backup',
    'demo',
    'rooms',
    'setup',
  ],
  main: ['platform', 'demo', 'app', 'rooms', 'rounds', 'setup'],
}

/** Ways into a room beside its face (`room/room.ts`) that are open to the top floor, and why. Its routes always are. */
const doors: Record<string, string> = {
  'counter/tills.ts': 'reads which shared till asks, and who stands at it',
  'staff/sign-in.ts': 'loads the sign-in library, which no command of the operator needs',
  'staff/sessions.ts': 'reads who is signed in, by that library',
  'staff/joining.ts': 'signs in who has just joined, by that library',
}

/** Who alone writes which table. */
const owners: Record<string, string> = {
  ...owned('platform', 'migrations', 'idempotent_answers', 'guesses'),
  ...owned('ledger', 'accounts', 'transfers', 'lots', 'lot_takes'),
  ...owned('journal', 'journal'),
  ...owned('errands', 'errands', 'kept_files', 'file_parts'),
  ...owned('today', 'seen_to'),
  ...owned('insights', 'sales_days', 'sales_counted', 'model_contests', 'owed_months', 'owed_folded'),
  ...owned('businesses', 'tenants', 'businesses', 'locations', 'api_keys'),
  ...owned('customers', 'customers', 'identities', 'notes', 'consents', 'suppressions', 'erasures', 'merges'),
  ...owned('customers', 'attribute_definitions', 'likenesses', 'name_words', 'vocabulary', 'misspellings'),
  ...owned('segments', 'saved_filters'),
  ...owned('bulk', 'bulk_actions', 'bulk_customers'),
  ...owned('looks', 'looks', 'pictures'),
  ...owned('messages', 'messages'),
  ...owned('card', 'card_holders', 'card_tokens', 'card_codes_spent', 'one_time_codes', 'answer_gifts'),
  ...owned('wallet', 'wallets', 'wallet_passes', 'wallet_devices', 'wallet_registrations'),
  ...owned('staff', 'staff', 'invitations', 'sign_in.people', 'sign_in.sessions', 'sign_in.credentials'),
  ...owned('staff', 'sign_in.passkeys', 'sign_in.challenges', 'sign_in.resets'),
  ...owned('purchases', 'products', 'purchases', 'purchase_lines', 'returns', 'return_lines'),
  ...owned('purchases', 'customer_facts', 'customer_months'),
  ...owned('counter', 'counter_tills', 'counter_finds', 'approvals', 'counter_conflicts'),
  ...owned('imports', 'imports', 'import_maps'),
  ...owned('programme', 'programme_versions', 'grants', 'carries', 'cap_uses', 'budgets', 'standings'),
  ...owned('programme', 'stamp_cards', 'prizes'),
  ...owned('rewards', 'rewards', 'redemptions', 'vouchers', 'voucher_uses', 'gift_cards'),
}

/** Files that write tables which only a value names, and why. */
const writesAnyTable: Record<string, string> = {
  'backup/write.ts': 'copies every table out',
  'backup/restore.ts': 'copies every table in, and says by which migrations they were made',
  'backup/remembered.ts': 'carries over what must outlive a restore: who was erased meanwhile',
}

const root = import.meta.dirname
const files = globSync('**/*.ts', { cwd: root }).filter((file) => !/\.(test|fixture)\.ts$/.test(file))
const sources = new Map(files.map((file) => [file, readFileSync(resolve(root, file), 'utf8')]))
const roomOf = (file: string) => (file.includes('/') ? file.split('/')[0]! : file.replace(/\.ts$/, ''))
const rooms = Map.groupBy(files, roomOf)
const isTop = (room: string) => sources.has(`${room}.ts`)

test('every room is on the map, and the map has no other', () => {
  assert.deepEqual(Object.keys(knows).sort(), [...rooms.keys()].sort())
})

test('no room can be reached from below: the arrows make no circle', () => {
  const below = new Set<string>()
  for (const [room, known] of Object.entries(knows)) {
    for (const other of known) assert.ok(below.has(other), `${room} knows ${other}, which stands above it`)
    below.add(room)
  }
})

describe('knows only rooms below it, and each by its face:', () => {
  for (const [room, inside] of rooms) {
    test(room, () => {
      const arrows = inside.flatMap(arrowsOf)
      const wrong = arrows.flatMap(({ file, target }) => {
        const to = roomOf(target)
        if (!knows[room]?.includes(to)) return [`${file}: ${room} may not know ${to} (${target})`]
        return isFace(target, to, room) ? [] : [`${file}: reach ${to} through its face, not ${target}`]
      })
      assert.deepEqual(wrong, [])
      const used = new Set(arrows.map(({ target }) => roomOf(target)))
      const unused = knows[room]!.filter((other) => !used.has(other))
      assert.deepEqual(unused, [], `${room} has no use for these: take them off the map`)
    })
  }
})

test('nothing is imported under a name that only the running program knows', () => {
  const hidden = files.filter((file) => /\bimport\(\s*[^'\s]|\brequire\(/.test(sources.get(file)!))
  assert.deepEqual(hidden, [])
})

test('every table has an owner, and every owner’s table is there', () => {
  const repository = resolve(root, '..')
  const sql = [resolve(repository, 'schema.sql'), ...globSync(resolve(repository, 'migrations/*.sql'))]
  const named = (pattern: RegExp) =>
    new Set(sql.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name]) => name!)))
  const made = named(/^create table (?:if not exists )?([\w.]+)/gm)
  const there = made.difference(named(/^drop table ([\w.]+)/gm))
  assert.deepEqual(Object.keys(owners).sort(), [...there].sort())
})

describe('writes only its own tables:', () => {
  for (const [room, inside] of rooms) {
    test(room, () => {
      const own = inside.filter((file) => !(file in writesAnyTable))
      const wrong = own.flatMap((file) =>
        writesOf(file).flatMap((table) => {
          if (table.includes('$')) return [`${file} writes ${table}: which one?`]
          const owner = owners[table]
          return owner && owner !== room ? [`${file}: ${table} belongs to ${owner}`] : []
        }),
      )
      assert.deepEqual(wrong, [])
    })
  }
})

function owned(room: string, ...tables: string[]): Record<string, string> {
  return Object.fromEntries(tables.map((table) => [table, room]))
}

/** What a file imports from other rooms. */
function arrowsOf(file: string): { file: string; target: string }[] {
  const specifiers = [...sources.get(file)!.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]
  const targets = specifiers.map(([, specifier]) => relative(root, resolve(root, dirname(file), specifier!)))
  return targets.filter((target) => roomOf(target) !== roomOf(file)).map((target) => ({ file, target }))
}

function isFace(target: string, room: string, seenFrom: string): boolean {
  if (room === 'platform' || target === `${room}/${room}.ts` || target === `${room}.ts`) return true
  return isTop(seenFrom) && (/^\w+\/([\w-]+-)?routes\.ts$/.test(target) || target in doors)
}

/** The tables that a file writes: by the builder, or in SQL. */
function writesOf(file: string): string[] {
  const code = sources.get(file)!.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const built = code.matchAll(/\b(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*(?:'([\w.]+)|([^)]*))/g)
  const written = code.matchAll(
    /\b(?:insert into|delete from|merge into|truncate(?: table)?|update(?: only)?|copy)\s+("?[\w.${]+)/gi,
  )
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return [
    ...[...built].map(([, name, value]) => (name ? snake(name) : `\${${value}}`)),
    ...[...written].map(([, name]) => name!.replaceAll('"', '')),
  ]
}
