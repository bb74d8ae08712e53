import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { telling } from './telling.ts'

const never = (error: unknown) => assert.fail(String(error))

test('who waits hears how far it is, each step once, and then the result', async () => {
  const lines: object[] = []
  const work = async (onProgress: (done: number, of: number) => void) => {
    for (let done = 1; done <= 2; done += 1) {
      onProgress(done, 2)
      await sleep(400)
    }
    return 'played'
  }
  for await (const line of telling(work, never)) lines.push(JSON.parse(line))
  assert.deepEqual(lines, [{ done: 1, of: 2 }, { done: 2, of: 2 }, { result: 'played' }])
})

test('what is done at once says nothing of how far it is', async () => {
  const lines: string[] = []
  for await (const line of telling(async () => 7, never)) lines.push(line)
  assert.deepEqual(lines, ['{"result":7}\n'])
})

test('when the reader goes away, the work stops at its next step and is no fault', async () => {
  let steps = 0
  const told = telling(async (onProgress) => {
    for (; steps < 1_000; steps += 1) {
      onProgress(steps, 1_000)
      await sleep(10)
    }
  }, never)
  for await (const line of told) {
    assert.ok(line)
    break
  }
  await sleep(100)
  const stopped = steps
  await sleep(100)
  assert.ok(stopped < 1_000)
  assert.equal(steps, stopped)
})

test('a fault is told to whoever waits without its words, and to the log with them', async () => {
  const faults: unknown[] = []
  const lines: string[] = []
  const told = telling(
    async () => {
      throw new Error('out of paper')
    },
    (error) => faults.push(error),
  )
  for await (const line of told) lines.push(line)
  assert.deepEqual(lines, ['{"failed":true}\n'])
  assert.match(String(faults[0]), /out of paper/)
})
