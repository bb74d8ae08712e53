import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Codes that people read aloud and type: of vouchers, gift cards and redemptions.
 *
 * Twelve characters of Crockford's base 32 (no I, L, O, U): 55 random bits and one check character. Read leniently:
 * any case, spaces and dashes anywhere, O for 0, I and L for 1.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const RANDOM_CHARACTERS = 11
const IV_BYTES = 12
const TAG_BYTES = 16

let keys: { lookup: Buffer; seal: Buffer } | undefined

/** Derives the keys of codes from the installation's secret. Called once when the program starts. */
export function keyCodes(secret: string): void {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, '', `regulars codes ${purpose}`, 32))
  keys = { lookup: derive('lookup'), seal: derive('seal') }
}

/** A new code as people see it: `7K3M-9QXD-2F8T`. */
export function newCode(): string {
  const values = [...randomBytes(RANDOM_CHARACTERS)].map((byte) => byte & 31)
  const text = [...values, checkOf(values)].map((value) => alphabet[value]).join('')
  return text.match(/.{4}/g)!.join('-')
}

/** What was typed, as the code that was meant. Works for a shared code of the owner's choice as well. */
export function readCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
}

/** Whether something that was read has the shape of a code of ours but not its check character. */
export function isMistyped(code: string): boolean {
  if (code.length !== RANDOM_CHARACTERS + 1) return false
  const values = [...code].map((character) => alphabet.indexOf(character))
  if (values.includes(-1)) return true
  return checkOf(values.slice(0, -1)) !== values.at(-1)
}

/**
 * A Reed–Solomon check over GF(32): Σ values[i] × α^(n-i), with α a root of x⁵+x²+1. As all weights differ, every
 * single wrong character and every exchange of two characters is noticed.
 */
function checkOf(values: number[]): number {
  return values.reduce((sum, value) => timesAlpha(sum ^ value), 0)
}

function timesAlpha(value: number): number {
  const doubled = value << 1
  return doubled & 32 ? doubled ^ 0b100101 : doubled
}

/** What a code is found by. Keyed, so that a stolen database can't be searched for codes. */
export function hashCode(businessId: string, typed: string): Buffer {
  return createHmac('sha256', keysInUse().lookup)
    .update(`${businessId}\n${readCode(typed)}`)
    .digest()
}

/** A code that can be shown again to whom it belongs, and that a stolen database doesn't show. */
export function sealCode(businessId: string, code: string): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keysInUse().seal, iv).setAAD(Buffer.from(businessId))
  return Buffer.concat([iv, cipher.update(code, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** Opens a sealed code. Throws when it was sealed under another secret or for another business. */
export function openCode(businessId: string, sealed: Buffer): string {
  const body = sealed.subarray(IV_BYTES, -TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', keysInUse().seal, sealed.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(businessId))
    .setAuthTag(sealed.subarray(-TAG_BYTES))
  return decipher.update(body, undefined, 'utf8') + decipher.final('utf8')
}

/** A new code with both forms in which it is kept. */
export function makeCode(
  businessId: string,
  chosen: string = newCode(),
): { code: string; hash: Buffer; sealed: Buffer } {
  return { code: chosen, hash: hashCode(businessId, chosen), sealed: sealCode(businessId, chosen) }
}

function keysInUse(): { lookup: Buffer; seal: Buffer } {
  if (!keys) throw new Error('codes are used before keyCodes(secret)')
  return keys
}
