import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { hexOf } from '../platform/secrets.ts'

const IV_BYTES = 12
const TAG_BYTES = 16
let keys: { seal: Buffer; pass: Buffer } | undefined

/** Derives the keys of this room from the installation's secret. Called once when the program starts. */
export function keyWallets(secret: string): void {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, '', `regulars wallet ${purpose}`, 32))
  keys = { seal: derive('seal'), pass: derive('pass') }
}

/** Certificates and private keys as they stand in the database: sealed, each business's by itself. */
export function sealKeys(businessId: string, what: object): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keysInUse().seal, iv).setAAD(Buffer.from(hexOf(businessId)))
  return Buffer.concat([iv, cipher.update(JSON.stringify(what), 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** Throws when it was sealed under another secret or for another business. */
export function openKeys<Keys>(businessId: string, sealed: Buffer): Keys {
  const decipher = createDecipheriv('aes-256-gcm', keysInUse().seal, sealed.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(hexOf(businessId)))
    .setAuthTag(sealed.subarray(-TAG_BYTES))
  const body = sealed.subarray(IV_BYTES, -TAG_BYTES)
  return JSON.parse(decipher.update(body, undefined, 'utf8') + decipher.final('utf8')) as Keys
}

/** By this a device asks for its pass. Worked out, so that nothing of it is kept anywhere but on the device. */
export function passToken(businessId: string, passId: string): string {
  return createHmac('sha256', keysInUse().pass)
    .update(`${hexOf(businessId)}\n${hexOf(passId)}`)
    .digest('base64url')
}

/** Takes as long for a wrong token as for a nearly right one. */
export function isPassToken(businessId: string, passId: string, said: string): boolean {
  const right = Buffer.from(passToken(businessId, passId))
  const given = Buffer.from(said)
  return right.length === given.length && timingSafeEqual(right, given)
}

function keysInUse() {
  if (!keys) throw new Error('wallets are used before openWallet(secret)')
  return keys
}
