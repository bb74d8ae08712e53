import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { showId } from '../platform/ids.ts'
import { verifyBusiness } from '../verify/verify.ts'
import { openDesk } from './imports.fixture.ts'

const desk = openDesk()

/** A log of some thousand receipts, one in eight of them taken back in part: always the same. */
function aLog(): string {
  let seed = 7
  const random = (most: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % most
  }
  const rows = ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country']
  const from = Temporal.PlainDateTime.from('2010-12-01T08:00')
  for (let receipt = 1; receipt <= 1_600; receipt += 1) {
    const at = from
      .add({ minutes: receipt * 7 })
      .toString()
      .replace('T', ' ')
    const customer = random(10) === 0 ? '' : `C${random(300)}`
    const back = random(8) === 0
    for (let line = random(5); line >= 0; line -= 1) {
      const quantity = 1 + random(back ? 3 : 9)
      const sku = random(12)
      rows.push(
        `${back ? 'C' : ''}${receipt},S${sku},Thing,${back ? -quantity : quantity},${at},${2 + sku}.50,${customer},UK`,
      )
    }
  }
  return rows.join('\n')
}

const cli = resolve(import.meta.dirname, '../cli.ts')

function importing(business: string, file: string) {
  return spawn(
    process.execPath,
    [cli, 'import', 'purchases', file, '--business', showId('business', business)],
    {
      env: { ...process.env, DATABASE_URL: desk.url, REGULARS_DATA: desk.path('data') },
      stdio: 'ignore',
    },
  )
}

test('an import that is killed in the middle ends, run again, as if it had not been', async (t) => {
  const file = desk.file('log.csv', aLog())
  const clean = await desk.shop()
  const whole = await desk.import(clean, { kind: 'purchases', file })
  const killed = await desk.shop()
  const seen = new Set<number>()
  const purchases = async () => {
    const [row] = await desk.asOwner<{ count: number }>(
      `select count(*)::int as count from purchases where business_id = '${killed}'`,
    )
    return row!.count
  }
  for (let kill = 1; kill <= 2; kill += 1) {
    const child = importing(killed, file)
    const gone = once(child, 'exit')
    const before = await purchases()
    while (child.exitCode === null && (await purchases()) === before) await pause(5)
    await pause(kill * 10)
    child.kill('SIGKILL')
    await gone
    seen.add(await purchases())
  }
  t.diagnostic(`killed with ${[...seen].join(', ')} of ${whole.purchases.imported} purchases written`)
  const rest = await desk.import(killed, { kind: 'purchases', file })
  assert.equal(rest.purchases.imported + rest.purchases.alreadyThere, whole.purchases.imported)
  assert.deepEqual(await desk.state(killed), await desk.state(clean))
  assert.deepEqual(await verifyBusiness(desk.database, killed), [])
})
