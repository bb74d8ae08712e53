import assert from 'node:assert/strict'
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext } from 'node:test'
import { type App, type Outcome, type Prefix, startApp } from './fixtures/process.ts'

export { type App, type Outcome, type Prefix, postgresPid, runApp, startApp } from './fixtures/process.ts'

/** The ordinary user of every Unix, used when the tests are run by root. */
export const nobody = 65534

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A data folder that is gone after the file's tests. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-start-'))
  chmodSync(folder, 0o711)
  folders.push(folder)
  return folder
}

/** The app on a fresh data folder, run by the user of `prefix`; killed after the test if it still runs. */
export async function started(
  t: TestContext,
  prefix: Prefix,
): Promise<{ app: App; data: string; env: Record<string, string> }> {
  const data = newFolder()
  if (prefix.length > 0) chownSync(data, nobody, nobody)
  const env = { REGULARS_DATA: data }
  const app = await startApp(env, prefix)
  t.after(() => app.signal('SIGKILL'))
  return { app, data, env }
}

/** What a start has to look like that can't succeed. */
export function assertOneLine({ code, output }: Outcome, expected: RegExp): void {
  assert.equal(code, 1, output)
  assert.match(output, expected)
  assert.equal(output.trimEnd().split('\n').length, 1, output)
}
