import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'

export interface Authority {
  /** Runs openssl in a folder of its own. */
  openssl(...args: string[]): string
  file(name: string): string
  read(name: string): string
  write(name: string, bytes: string | Buffer): string
  base64(name: string): string
  /** A certificate signed by `by` (`ca` or `wwdr`), with its key: `<name>.pem` and `<name>.key`. */
  issue(name: string, subject: string, more?: { by?: string; days?: number; extensions?: string }): void
  remove(): void
}

/** Apple's authority in small, by openssl: a root, the intermediate that it signs, and whatever that signs. */
export function openAuthority(): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-wallet-'))
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })
  const file = (name: string) => join(folder, name)
  const write = (name: string, bytes: string | Buffer) => {
    writeFileSync(file(name), bytes)
    return file(name)
  }
  const issue: Authority['issue'] = (name, subject, { by = 'wwdr', days = 365, extensions } = {}) => {
    openssl(
      'req',
      '-new',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      subject,
    )
    write(`${name}.ext`, extensions ?? 'keyUsage=critical,digitalSignature\n')
    const signed = ['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial', '-days', String(days)]
    openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, ...signed, '-extfile', `${name}.ext`)
  }
  const ca = 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\n'
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=Test Root',
    '-days',
    '3650',
  )
  issue('wwdr', '/CN=Apple Worldwide Developer Relations Certification Authority/O=Test Inc.', {
    by: 'ca',
    extensions: ca,
  })
  return {
    ...{ openssl, file, write, issue },
    read: (name) => readFileSync(file(name), 'utf8'),
    base64: (name) => readFileSync(file(name)).toString('base64'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export const passSubject =
  '/UID=pass.com.example.minta/CN=Pass Type ID: pass.com.example.minta/OU=TEAM123456/O=Minta Kft./C=HU'

/** The files of an archive, by its directory: sizes stand there whatever stands before the bytes. */
export function unzip(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'))
  const files = new Map<string, Buffer>()
  let at = bytes.readUInt32LE(end + 16)
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [method, size, name, extra, comment] = [10, 20, 28, 30, 32].map((place) =>
      place === 20 ? bytes.readUInt32LE(at + place) : bytes.readUInt16LE(at + place),
    ) as [number, number, number, number, number]
    const local = bytes.readUInt32LE(at + 42)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const packed = bytes.subarray(start, start + size)
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), method === 0 ? packed : inflateRawSync(packed))
    at += 46 + name + extra + comment
  }
  return files
}

/** What openssl wrote, as the owner would upload it. */
export const pemsOf = ({ read }: Authority, name = 'pass') => ({
  certificate: read(`${name}.pem`),
  key: read(`${name}.key`),
  chain: read('wwdr.pem'),
})
