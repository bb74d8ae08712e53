import { chmodSync, chownSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../ports.ts'
import { type Cluster, superuser } from './cluster.ts'
import type { Launcher } from './launch.ts'

export type Address = { settings: Record<string, string>; url: string }

const database = 'regulars'
const port = 5432

/**
 * Where the private server listens: a socket in a folder that only we may enter, so that no other user of the machine
 * and nothing on the network even reaches the password prompt, and no port can be taken. Windows gets a free port on
 * loopback, as Node can't open such sockets there.
 */
export async function chooseAddress(cluster: Cluster, launcher: Launcher): Promise<Address> {
  const account = `${superuser}:${encodeURIComponent(cluster.password)}`
  if (process.platform === 'win32') {
    const free = await freePort('127.0.0.1')
    return {
      settings: { listen_addresses: '127.0.0.1', port: String(free), unix_socket_directories: '' },
      url: `postgres://${account}@127.0.0.1:${free}/${database}`,
    }
  }
  const folder = shortEnough(cluster.socketFolder) ? cluster.socketFolder : elsewhere(launcher)
  return {
    settings: {
      listen_addresses: '',
      port: String(port),
      unix_socket_directories: `"${folder.replaceAll('"', '""')}"`,
      unix_socket_permissions: '0700',
    },
    url: `postgres://${account}@localhost:${port}/${database}?host=${encodeURIComponent(folder)}`,
  }
}

/** The kernel's limit for the path of a socket: 107 bytes on Linux, 103 on macOS. */
function shortEnough(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${port}`)) <= 103
}

function elsewhere({ owner }: Launcher): string {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-'))
  chmodSync(folder, 0o700)
  if (owner) chownSync(folder, owner.uid, owner.gid)
  return folder
}
