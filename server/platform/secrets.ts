import { createHash, randomBytes } from 'node:crypto'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const SECRET_BYTES = 20

/** 160 random bits as 32 signs (RFC 4648 base32, lower case): they survive being typed, spoken and double-clicked. */
export function randomSecret(): string {
  let bits = 0
  let held = 0
  let text = ''
  for (const byte of randomBytes(SECRET_BYTES)) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(held >>> (bits - 5)) & 31]
    held &= 31
  }
  return text
}

/** What is kept of a random secret. Nothing slower is needed: 160 bits can't be guessed. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** A uuid without its dashes, as tokens carry it. */
export function hexOf(uuid: string): string {
  return uuid.replaceAll('-', '')
}

/** The uuid of 32 hex digits. */
export function uuidOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
