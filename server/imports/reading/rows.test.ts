import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { Refused } from '../../platform/errors.ts'
import { openTable, type Writing } from './rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'regulars-rows-'))
after(() => rmSync(folder, { recursive: true, force: true }))

async function read(
  content: string | Buffer,
  { name = 'a.csv', ...writing }: Writing & { name?: string } = {},
) {
  const path = join(folder, name)
  writeFileSync(path, content)
  const table = await openTable(path, writing)
  const rows: string[][] = []
  for await (const row of table.rows()) rows.push(row)
  return { table, rows }
}

test('commas, semicolons, tabs and bars are told apart, also where they stand in quotes', async () => {
  assert.equal((await read('a,b\n"1;2;3",x\n"4;5;6",y\n')).table.separator, ',')
  assert.equal((await read('a;b\n1,5;2,5\n')).table.separator, ';')
  assert.equal((await read('a\tb\n1,5\t2,5\n', { name: 'a.tsv' })).table.separator, '\t')
  assert.equal((await read('a|b\n1|2\n')).table.separator, '|')
})

test('a quoted value keeps its line ends, quotes and separators', async () => {
  const { rows } = await read('name,note\r\n"Anna ""A"" Kiss","first\nsecond, third"\r\n')
  assert.deepEqual(rows[1], ['Anna "A" Kiss', 'first\nsecond, third'])
})

test('UTF-8 is read with and without its mark', async () => {
  const { rows, table } = await read('\ufeffnév\nŐze\n')
  assert.deepEqual(rows, [['név'], ['Őze']])
  assert.equal(table.encoding, 'utf-8')
})

test('windows-1250 and windows-1252 are told apart by their letters', async () => {
  const hungarian = Buffer.from([
    0x6e, 0x2c, 0x6d, 0x0a, 0x46, 0xfc, 0x72, 0x65, 0x64, 0x69, 0x20, 0xd5, 0x2c, 0xfb, 0x0a,
  ])
  const read1250 = await read(hungarian)
  assert.equal(read1250.table.encoding, 'windows-1250')
  assert.deepEqual(read1250.rows[1], ['Füredi Ő', 'ű'])
  const french = await read(Buffer.from('n,m\nCrème brûlée à la carte,x\n', 'latin1'))
  assert.equal(french.table.encoding, 'windows-1252')
  assert.equal(french.rows[1]![0], 'Crème brûlée à la carte')
})

test('an accent in the last row of a long file decides too', async () => {
  const { rows, table } = await read(
    Buffer.concat([Buffer.from(`n\n${'Kovacs\n'.repeat(50_000)}`), Buffer.from([0xd5, 0x0a])]),
  )
  assert.equal(table.encoding, 'windows-1250')
  assert.deepEqual(rows.at(-1), ['Ő'])
})

test('UTF-16 is read in both orders, with its mark and without', async () => {
  const little = Buffer.from('név;város\nŐze;Győr\n', 'utf16le')
  const big = Buffer.from(little).swap16()
  const wanted = [
    ['név', 'város'],
    ['Őze', 'Győr'],
  ]
  for (const bytes of [Buffer.concat([Buffer.from([0xff, 0xfe]), little]), little, big]) {
    assert.deepEqual((await read(bytes)).rows, wanted)
  }
})

test('a packed file is known by its bytes, not by its name', async () => {
  assert.deepEqual((await read(gzipSync('a,b\n1,2\n'))).rows, [
    ['a', 'b'],
    ['1', '2'],
  ])
})

test('columns of a text file may stand apart by any number of spaces', async () => {
  const { rows } = await read(' id  date \n 00001 19970101  1   11.77\n', { name: 'a.txt' })
  assert.deepEqual(rows[1], ['00001', '19970101', '1', '11.77'])
})

const unreadable = (content: string | Buffer, writing: Writing, words: RegExp) =>
  assert.rejects(read(content, writing), (error: unknown) => {
    assert.ok(error instanceof Refused)
    assert.equal(error.code, 'import.file_unreadable')
    assert.match(error.message, words)
    return true
  })

test('what can’t be read is refused in a sentence', async () => {
  await unreadable(`a,b\n"never closed${'\nx,y'.repeat(400_000)}`, {}, /quote is not closed/)
  await unreadable(gzipSync('a,b\n1,2\n'.repeat(1000)).subarray(0, 20), {}, /ends in the middle/)
  const notUtf8 = Buffer.from('a,b\nŐ'.replace('Ő', '\u00d5'), 'latin1')
  await unreadable(notUtf8, { encoding: 'utf-8' }, /is not utf-8/)
  await assert.rejects(openTable(join(folder, 'missing.csv')), /there is no such file/)
})
