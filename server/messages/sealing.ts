import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { Letter } from './letter.ts'

const IV_BYTES = 12
const TAG_BYTES = 16
let key: Buffer | undefined

/** Derives the key of messages from the installation's secret. Called once when the program starts. */
export function keyMessages(secret: string): void {
  key = Buffer.from(hkdfSync('sha256', secret, '', 'regulars messages', 32))
}

/** A letter as it waits in the database: a code in it is nobody's business but the reader's. */
export function sealLetter(businessId: string, letter: Letter): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyInUse(), iv).setAAD(Buffer.from(businessId))
  const body = Buffer.concat([cipher.update(JSON.stringify(letter), 'utf8'), cipher.final()])
  return Buffer.concat([iv, body, cipher.getAuthTag()])
}

export function openLetter(businessId: string, sealed: Buffer): Letter {
  const body = sealed.subarray(IV_BYTES, -TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', keyInUse(), sealed.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(businessId))
    .setAuthTag(sealed.subarray(-TAG_BYTES))
  return JSON.parse(decipher.update(body, undefined, 'utf8') + decipher.final('utf8')) as Letter
}

function keyInUse(): Buffer {
  if (!key) throw new Error('messages are used before openMessages(secret)')
  return key
}
