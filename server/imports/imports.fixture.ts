import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { crc32 } from 'node:zlib'
import pg from 'pg'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { createBusiness } from '../businesses/businesses.ts'
import { type Database, inBusiness, openPool } from '../platform/database.ts'
import type { Actor } from '../platform/http.ts'
import { type BusinessId, newId } from '../platform/ids.ts'
import { readyProgramme, saveProgramme } from '../programme/programme.ts'
import { openRooms } from '../rooms.ts'
import { type ImportReport, type ImportWish, importFile } from './imports.ts'

const system: Actor = { kind: 'system', id: null }

/** A database and a folder for the tests of a file. */
export function openDesk() {
  const desk = {} as { database: Database; fresh: FreshDatabase; folder: string }
  before(async () => {
    openRooms('of at least thirty-two characters, say')
    desk.folder = mkdtempSync(join(tmpdir(), 'regulars-imports-'))
    desk.fresh = await freshDatabase()
    desk.database = openPool(desk.fresh.url)
  })
  after(async () => {
    await desk.database?.close()
    await desk.fresh?.drop()
    rmSync(desk.folder, { recursive: true, force: true })
  })
  async function asOwner<Row>(text: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: desk.fresh.url })
    await client.connect()
    try {
      return (await client.query(text)).rows as Row[]
    } finally {
      await client.end()
    }
  }
  return {
    get database() {
      return desk.database
    },
    get url() {
      return desk.fresh.url
    },
    /** Writes a file and gives its path. */
    file(name: string, content: string | Buffer): string {
      const path = join(desk.folder, name)
      writeFileSync(path, content)
      return path
    },
    path: (name: string) => join(desk.folder, name),
    text: (name: string) => readFileSync(join(desk.folder, name), 'utf8'),
    /** A shop with the ready programme of its trade: a point for each unit spent. */
    async shop({ currency = 'GBP', timeZone = 'Europe/London' } = {}): Promise<BusinessId> {
      return inBusiness(desk.database, newId<'business'>(), async (tx) => {
        const wish = { name: 'Gifts', trade: 'shop', currency, timeZone, language: 'en' } as const
        const { businessId } = await createBusiness(tx, wish, system)
        await saveProgramme(tx, readyProgramme('shop', currency), system)
        return businessId
      })
    },
    // biome-ignore lint/suspicious/noExplicitAny: a test says by its assertions what it expects of a report
    import: (businessId: string, wish: ImportWish): Promise<ImportReport & Record<string, any>> =>
      importFile(desk.database, businessId, wish),
    /** All that an import may end in, without the ids and moments that differ from run to run. */
    state: (businessId: string) =>
      asOwner<{ what: string; whose: string; state: string }>(stateOf(businessId)),
    /** Asks as the database's owner, for whom no row-level security holds. */
    asOwner,
    /** Rows of the business in every table that has any. */
    async counts(businessId: string): Promise<Record<string, number>> {
      const { rows: tables } = await desk.database.pool.query(
        `select table_name as name from information_schema.columns where column_name = 'business_id' and table_schema = 'public'`,
      )
      const counts: Record<string, number> = {}
      for (const { name } of tables) {
        const rows = await inBusiness(desk.database, businessId, (tx) =>
          tx.rows<{ count: number }>(
            { name: `test.count_${name}`, text: `select count(*) as count from ${name}` },
            [],
          ),
        )
        if (rows[0]!.count > 0) counts[name] = rows[0]!.count
      }
      return counts
    },
  }
}

function stateOf(businessId: string): string {
  const ofCustomer = `join identities i on i.business_id = c.business_id and i.customer_id = c.customer_id and i.kind = 'external'`
  return `
      select 'account' as what, i.value as whose, concat_ws('|', a.unit, a.balance, a.pending, a.reserved) as state
        from accounts a join customers c on c.business_id = a.business_id and c.customer_id = a.holder_id ${ofCustomer}
       where a.business_id = '${businessId}'
      union all
      select 'lots', i.value, string_agg(concat_ws('/', l.amount, l.remaining, l.expired, l.expires_at), ',' order by l.lot_id)
        from lots l join accounts a on a.business_id = l.business_id and a.account_id = l.account_id
        join customers c on c.business_id = a.business_id and c.customer_id = a.holder_id ${ofCustomer}
       where l.business_id = '${businessId}' group by i.value
      union all
      select 'facts', i.value, concat_ws('|', f.purchases, f.days, f.money_minor, f.money_squared, f.points_earned, f.first_day)
        from customer_facts f join customers c on c.business_id = f.business_id and c.customer_id = f.customer_id ${ofCustomer}
       where f.business_id = '${businessId}'
      union all
      select 'carried', i.value, concat_ws('|', f.rule_id, f.carried)
        from carries f join customers c on c.business_id = f.business_id and c.customer_id = f.customer_id ${ofCustomer}
       where f.business_id = '${businessId}'
      union all
      select 'purchase', external_id, concat_ws('|', total_minor, returned_minor, points_earned, occurred_at, customer_id is null)
        from purchases where business_id = '${businessId}'
      union all
      select 'return', r.external_id, concat_ws('|', r.total_minor, r.occurred_at, p.external_id)
        from returns r join purchases p on p.business_id = r.business_id and p.purchase_id = r.purchase_id
       where r.business_id = '${businessId}'
      order by 1, 2, 3`
}

/** A workbook with one sheet of texts and numbers, as a spreadsheet would save it (stored, not packed). */
export function workbook(rows: (string | number)[][]): Buffer {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const cell = (value: string | number, at: string) =>
    typeof value === 'number'
      ? `<c r="${at}"><v>${value}</v></c>`
      : `<c r="${at}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`
  const sheet = rows
    .map((row, y) => {
      const cells = row.map((value, x) => cell(value, `${String.fromCharCode(65 + x)}${y + 1}`))
      return `<row r="${y + 1}">${cells.join('')}</row>`
    })
    .join('')
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packages = 'http://schemas.openxmlformats.org/package/2006'
  return zip({
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs count="1"><xf/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
  })
}

/** PKWARE's APPNOTE 6.3, §4.3: local headers with the files, then the directory and its end. */
function zip(files: Record<string, string>): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt32LE(crc32(body), 10)
    head.writeUInt32LE(body.length, 14)
    head.writeUInt32LE(body.length, 18)
    head.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), head, Buffer.from(name), body])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), head, place, Buffer.from(name)]),
    )
    locals.push(local)
    offset += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, list, end])
}
