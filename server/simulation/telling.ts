import { setTimeout as sleep } from 'node:timers/promises'

/** How often somebody who waits hears how far it is. */
const EVERY_MS = 150

interface Progress {
  done: number
  of: number
}

/** It was called off: whoever waited is gone. */
class CalledOff extends Error {}

/**
 * Work that tells how far it is while somebody reads: a line of JSON at a time, `{done, of}` until it is over, then
 * `{result}`, or `{failed: true}`. When the reader goes away, the work stops at its next step.
 */
export async function* telling<Result>(
  work: (onProgress: (done: number, of: number) => void) => Promise<Result>,
  onFault: (error: unknown) => void,
): AsyncGenerator<string> {
  const line = (told: object) => `${JSON.stringify(told)}\n`
  let [progress, gone]: [Progress, boolean] = [{ done: 0, of: 0 }, false]
  let outcome: { result: Result } | { failed: true } | undefined
  const over = work((done, of) => {
    if (gone) throw new CalledOff()
    progress = { done, of }
  }).then(
    (result) => {
      outcome = { result }
    },
    (error: unknown) => {
      outcome = { failed: true }
      if (!(error instanceof CalledOff)) onFault(error)
    },
  )
  try {
    for (let told = -1; ; ) {
      await Promise.race([over, sleep(EVERY_MS)])
      if (outcome) break
      if (progress.done !== told) yield line(progress)
      told = progress.done
    }
    yield line(outcome)
  } finally {
    gone = true
  }
}
