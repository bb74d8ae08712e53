import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { withDatabase } from '../server/platform/open-database.ts'
import {
  assertOneLine,
  newFolder,
  nobody,
  type Prefix,
  postgresPid,
  runApp,
  startApp,
  started,
} from './app.ts'
import { freshDatabase } from './database.ts'

const isRoot = process.getuid?.() === 0
const asNobody = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups']

/** The user that runs the tests and, when that is root, an ordinary one too. */
const users: { name: string; prefix: Prefix; skip: string | false }[] = isRoot
  ? [
      { name: 'root', prefix: [], skip: false },
      { name: 'an ordinary user', prefix: asNobody, skip: whyNotNobody() },
    ]
  : [{ name: 'an ordinary user', prefix: [], skip: false }]

for (const { name, prefix, skip } of users) {
  describe(`started by ${name}`, { skip }, () => {
    test('answers, keeps a second app off its data, and leaves nothing behind on SIGTERM', async (t) => {
      const { app, data, env } = await started(t, prefix)
      assert.ok((await fetch(app.url)).status < 500)
      assert.ok(postgresPid(data))

      const second = await runApp(env, prefix)
      assertOneLine(second, /already running on .* \(process \d+, port \d+\)/)
      assert.match(second.output, new RegExp(`process ${app.pid}, port ${new URL(app.url).port}`))

      app.signal('SIGTERM')
      assert.equal(await app.ended, 0, app.output())
      assert.equal(postgresPid(data), undefined)
      assert.equal(existsSync(join(data, 'postgres.url')), false)
    })

    test('stops in order on Ctrl-C, however often it is pressed', async (t) => {
      const { app, data } = await started(t, prefix)
      app.signal('SIGINT')
      app.signal('SIGINT')
      assert.equal(await app.ended, 0, app.output())
      assert.equal(postgresPid(data), undefined)
    })

    test('starts again after kill -9 of the app', async (t) => {
      const { app, data, env } = await started(t, prefix)
      app.signal('SIGKILL')
      assert.equal(await app.ended, 'SIGKILL')
      const again = await startApp(env, prefix)
      again.signal('SIGTERM')
      assert.equal(await again.ended, 0, again.output())
      assert.equal(postgresPid(data), undefined)
    })

    test('starts its database again after kill -9 of the database', async (t) => {
      const { app, data } = await started(t, prefix)
      const killed = postgresPid(data)!
      process.kill(killed, 'SIGKILL')
      const revived = await eventually(() => {
        const pid = postgresPid(data)
        return pid !== killed && existsSync(join(data, 'postgres.url')) ? pid : undefined
      })
      assert.notEqual(revived, killed)
      app.signal('SIGTERM')
      assert.equal(await app.ended, 0, app.output())
    })

    test('is not held up by the pid file of a dead process or of a stranger', async (t) => {
      const { app, data, env } = await started(t, prefix)
      app.signal('SIGTERM')
      await app.ended
      for (const pid of [process.pid, 999_999]) {
        const file = join(data, 'postgres/postmaster.pid')
        writeFileSync(file, `${pid}\n${join(data, 'postgres')}\n`)
        if (prefix.length > 0) chownSync(file, nobody, nobody)
        const again = await startApp(env, prefix)
        again.signal('SIGTERM')
        assert.equal(await again.ended, 0, again.output())
      }
    })
  })
}

test('what it keeps to itself can be read by its user only', async (t) => {
  const { app, data } = await started(t, [])
  const mode = (name: string) => `0${(statSync(join(data, name)).mode & 0o777).toString(8)}`
  for (const name of ['secret', 'postgres.password', 'postgres.url', 'postgres.log', 'lock', 'running.json'])
    assert.equal(mode(name), '0600', name)
  for (const name of ['postgres', 'socket']) assert.equal(mode(name), '0700', name)
  app.signal('SIGTERM')
  await app.ended
})

test('a command uses the database of the running app, or its own', async (t) => {
  const { app, data } = await started(t, [])
  const place = { databaseUrl: undefined, dataFolder: data }
  const running = postgresPid(data)
  await withDatabase(place, async () => assert.equal(postgresPid(data), running))
  app.signal('SIGTERM')
  await app.ended
  // Two at once: the one that started the server stops it only when the other one has finished.
  const work = (milliseconds: number) =>
    withDatabase(place, async (url) => {
      await pause(milliseconds)
      assert.ok(postgresPid(data))
      return url
    })
  const [one, other] = await Promise.all([work(10), work(500)])
  assert.equal(one, other)
  assert.equal(postgresPid(data), undefined)
})

test('several apps may share the database of DATABASE_URL', async (t) => {
  const { url, drop } = await freshDatabase()
  const env = { REGULARS_DATA: newFolder(), DATABASE_URL: url }
  const apps = await Promise.all([startApp(env), startApp(env)])
  for (const app of apps) t.after(() => app.signal('SIGKILL'))
  for (const app of apps) assert.ok((await fetch(app.url)).status < 500)
  for (const app of apps) app.signal('SIGTERM')
  for (const app of apps) assert.equal(await app.ended, 0, app.output())
  await drop()
})

async function eventually<T>(look: () => T | undefined): Promise<T> {
  for (const patience = Date.now() + 20_000; ; ) {
    const seen = look()
    if (seen !== undefined) return seen
    if (Date.now() > patience) throw new Error('it never happened')
    await pause(20)
  }
}

function whyNotNobody(): string | false {
  const main = resolve(import.meta.dirname, '../server/main.ts')
  const [command, ...args] = [
    ...asNobody,
    process.execPath,
    '-e',
    `require('fs').readFileSync(${JSON.stringify(main)})`,
  ]
  const able = spawnSync(command!, args, { stdio: 'ignore' }).status === 0
  return able ? false : 'user 65534 can not read this checkout'
}
