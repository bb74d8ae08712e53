import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../server/platform/postgres.ts'

export type TestServer = { url: string; stop(): Promise<void> }

/** The variable by which a run of many files tells each of them about the one server they share. */
export const serverVariable = 'REGULARS_TEST_DATABASE_URL'

/** A PostgreSQL for tests in a folder that is gone afterwards. It forgoes the disk: nothing in it must last. */
export async function startTestServer(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-test-'))
  const server = await startPostgres({
    dataFolder: folder,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  })
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
