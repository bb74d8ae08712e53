import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { codeOf, folderProblem } from './config.ts'
import { type Occupant, occupy } from './data-folder.ts'
import type { StartupError } from './errors.ts'
import { chooseAddress } from './postgres/address.ts'
import { findBinaries } from './postgres/binaries.ts'
import { prepareCluster } from './postgres/cluster.ts'
import { findLauncher } from './postgres/launch.ts'
import { clearLeftover } from './postgres/leftover.ts'
import { runServer } from './postgres/server.ts'
import { settings } from './postgres/settings.ts'

export type PrivatePostgres = {
  /** Of the database's owner, a superuser: whoever works under row-level security has to become another role. */
  url: string
  /** Settles when the server is gone for good although nobody stopped it. */
  lost: Promise<StartupError>
  stop(): Promise<void>
}

export type PrivatePostgresOptions = {
  dataFolder: string
  occupant?: Occupant
  /** Tests trade durability for speed. */
  settings?: Record<string, string>
}

/**
 * Starts the PostgreSQL that belongs to a data folder, making it on the first run. It lives as long as this process:
 * `stop` ends it in order, and when this process is killed the kernel tells it to stop by itself. One process at a
 * time has the folder (`FolderInUse` otherwise); others on this machine find the server by `postgresUrlFile`.
 */
export async function startPostgres(options: PrivatePostgresOptions): Promise<PrivatePostgres> {
  const { dataFolder, occupant = { kind: 'command' } } = options
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o711 })
    const leave = occupy(dataFolder, occupant)
    try {
      return await startOccupied(options, leave)
    } catch (error) {
      leave()
      throw error
    }
  } catch (error) {
    throw folderProblem(dataFolder, error)
  }
}

/** Where a running server of this data folder says how to reach it. */
export function postgresUrlFile(dataFolder: string): string {
  return join(dataFolder, 'postgres.url')
}

async function startOccupied(
  { dataFolder, settings: more }: PrivatePostgresOptions,
  leave: () => void,
): Promise<PrivatePostgres> {
  const urlFile = postgresUrlFile(dataFolder)
  rmSync(urlFile, { force: true })
  const binaries = findBinaries()
  const launcher = findLauncher(binaries.postgres, dataFolder)
  await clearLeftover(join(dataFolder, 'postgres'))
  const cluster = prepareCluster(dataFolder, binaries, launcher)
  const address = await chooseAddress(cluster, launcher)
  const server = await runServer({
    program: binaries.postgres,
    cluster,
    launcher,
    settings: { ...settings(), ...more, ...address.settings },
  })
  try {
    await ensureDatabase(address.url)
    writeFileSync(urlFile, `${address.url}\n`, { mode: 0o600 })
  } catch (error) {
    await server.stop()
    throw error
  }
  const stop = async () => {
    rmSync(urlFile, { force: true })
    await server.stop()
    leave()
  }
  let stopped: Promise<void> | undefined
  return {
    url: address.url,
    lost: server.lost,
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

const noSuchDatabase = '3D000'

/** Asks first for the database itself: but for the very first start it is there, and one round trip is enough. */
async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    if (codeOf(error) !== noSuchDatabase) throw error
    const maintenance = new URL(url)
    maintenance.pathname = '/postgres'
    const builder = new Client({ connectionString: maintenance.href })
    await builder.connect()
    await builder.query('create database regulars')
    await builder.end()
    return
  }
  await client.end()
}
