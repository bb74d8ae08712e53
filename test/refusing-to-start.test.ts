import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import pg from 'pg'
import { assertOneLine, newFolder, runApp, startApp, started } from './app.ts'
import { freshDatabase } from './database.ts'

const isRoot = process.getuid?.() === 0

describe('says in one line why it does not start, and exits with 1:', () => {
  test('a port in use', async () => {
    const blocker = createServer().listen(0, '127.0.0.1')
    await once(blocker, 'listening')
    const { port } = blocker.address() as AddressInfo
    assertOneLine(
      await runApp({ REGULARS_DATA: newFolder(), PORT: String(port) }),
      new RegExp(`Port ${port} is in use`),
    )
    blocker.close()
  })

  test('a PORT that is none', async () => {
    for (const PORT of ['abc', '-1', '65536', '4000 ', '1e3'])
      assertOneLine(await runApp({ REGULARS_DATA: newFolder(), PORT }), /^PORT is ".*"/)
  })

  test('an address that is not this machine’s', async () => {
    assertOneLine(await runApp({ REGULARS_DATA: newFolder(), HOST: '192.0.2.1' }), /HOST is "192\.0\.2\.1"/)
  })

  test('other settings that make no sense', async () => {
    const data = newFolder()
    const wrong = {
      PUBLIC_URL: 'example.com',
      REGULARS_ROLE: 'boss',
      REGULARS_SECRET: 'short',
      DATABASE_URL: 'mysql://x/y',
    }
    for (const [name, value] of Object.entries(wrong))
      assertOneLine(await runApp({ REGULARS_DATA: data, [name]: value }), new RegExp(`^${name} `))
  })

  test('a DATABASE_URL that nobody answers, without showing its password', async () => {
    const DATABASE_URL = 'postgres://shop:open-sesame@127.0.0.1:1/regulars'
    const outcome = await runApp({ REGULARS_DATA: newFolder(), DATABASE_URL })
    assertOneLine(outcome, /127\.0\.0\.1:1\b/)
    assert.doesNotMatch(outcome.output, /sesame/)
  })

  test('a data folder that is a file', async () => {
    const file = join(newFolder(), 'file')
    writeFileSync(file, '')
    assertOneLine(await runApp({ REGULARS_DATA: file }), /a file stands where a folder is needed/)
  })

  test('a database of another PostgreSQL', async (t) => {
    const { app, data, env } = await started(t, [])
    app.signal('SIGTERM')
    await app.ended
    writeFileSync(join(data, 'postgres/PG_VERSION'), '12\n')
    assertOneLine(await runApp(env), /written by PostgreSQL 12/)
  })

  test('a database of a newer Regulars', async () => {
    const { url, drop } = await freshDatabase()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query("insert into migrations (name, hash) values ('9999_future.sql', '')")
    await client.end()
    assertOneLine(
      await runApp({ REGULARS_DATA: newFolder(), DATABASE_URL: url }),
      /newer version.*9999_future/,
    )
    await drop()
  })

  test('a full disk, at the first start and at a later one', {
    skip: isRoot ? false : 'only root can mount a small disk',
  }, async (t) => {
    const disk = newFolder()
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', disk]).status !== 0)
      return t.skip('mount is not allowed')
    try {
      const env = { REGULARS_DATA: join(disk, 'data') }
      assertOneLine(await runApp(env), /disk is full/)
      spawnSync('mount', ['-o', 'remount,size=150m', disk])
      const app = await startApp(env)
      app.signal('SIGTERM')
      await app.ended
      spawnSync('mount', ['-o', 'remount,size=1m', disk])
      spawnSync('sh', ['-c', 'cat /dev/zero > "$1/filler"', 'sh', disk])
      assertOneLine(await runApp(env), /disk is full/)
    } finally {
      spawnSync('umount', ['--lazy', disk])
    }
  })
})
