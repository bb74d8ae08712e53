import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { StartupError } from '../platform/errors.ts'

/**
 * The installation's secret, without which codes of gift cards and vouchers in a backup can't be opened or found: in
 * the clear in a file that only its owner may read, or sealed by a passphrase (scrypt, AES-256-GCM).
 */
export type KeptSecret =
  | { kind: 'clear'; value: string }
  | { kind: 'sealed'; salt: string; iv: string; tag: string; value: string }

// RFC 7914's parameters for sensitive files: about half a second and 128 MB for each guess.
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }

export function keepSecret(secret: string, passphrase: string | undefined): KeptSecret {
  if (!passphrase) return { kind: 'clear', value: secret }
  const salt = randomBytes(16)
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, cost), iv)
  const value = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  const text = (bytes: Buffer) => bytes.toString('base64')
  return {
    kind: 'sealed',
    salt: text(salt),
    iv: text(iv),
    tag: text(cipher.getAuthTag()),
    value: text(value),
  }
}

export function openSecret(kept: KeptSecret, passphrase: string | undefined): string {
  if (kept.kind === 'clear') return kept.value
  if (!passphrase) {
    throw new StartupError(
      'The secret in this backup is sealed: give its passphrase in REGULARS_BACKUP_PASSPHRASE.',
    )
  }
  const bytes = (text: string) => Buffer.from(text, 'base64')
  const key = scryptSync(passphrase, bytes(kept.salt), 32, cost)
  const cipher = createDecipheriv('aes-256-gcm', key, bytes(kept.iv)).setAuthTag(bytes(kept.tag))
  try {
    return Buffer.concat([cipher.update(bytes(kept.value)), cipher.final()]).toString('utf8')
  } catch {
    throw new StartupError('REGULARS_BACKUP_PASSPHRASE is not the passphrase of this backup.')
  }
}
