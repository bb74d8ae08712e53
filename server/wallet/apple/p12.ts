import forge from 'node-forge'
import { Refused } from '../../platform/errors.ts'

/** Far above what any program writes, and no more than a second of work. */
const MOST_ITERATIONS = 200_000
const { SEQUENCE, OCTETSTRING, INTEGER } = forge.asn1.Type

/** A certificate with its key as keychains write it (PKCS #12), old and new ciphers alike. */
export function readP12(base64: string, password: string): { certificates: string[]; key: string } {
  const unreadable = new Refused('wallet.not_readable', undefined, { field: 'p12' })
  let outer: forge.asn1.Asn1
  try {
    outer = forge.asn1.fromDer(Buffer.from(base64, 'base64').toString('binary'))
  } catch {
    throw unreadable
  }
  if (asksTooMuch(outer)) throw unreadable
  const bags = opened(outer, password)
  if (bags === 'unreadable') throw unreadable
  if (bags === 'wrong password') throw new Refused('wallet.wrong_password', undefined, { field: 'password' })
  const { certBag, pkcs8ShroudedKeyBag, keyBag } = forge.pki.oids as Record<string, string>
  const of = (bagType: string) => bags.getBags({ bagType })[bagType] ?? []
  const certificates = of(certBag!).flatMap(({ cert, asn1 }) =>
    cert ? [forge.pki.certificateToPem(cert)] : asn1 ? [pemOf('CERTIFICATE', asn1)] : [],
  )
  const [key] = [...of(pkcs8ShroudedKeyBag!), ...of(keyBag!)].flatMap(({ key, asn1 }) =>
    key ? [forge.pki.privateKeyToPem(key)] : asn1 ? [pemOf('PRIVATE KEY', asn1)] : [],
  )
  if (!key || certificates.length === 0) throw unreadable
  return { certificates, key }
}

function opened(
  outer: forge.asn1.Asn1,
  password: string,
): forge.pkcs12.Pkcs12Pfx | 'wrong password' | 'unreadable' {
  try {
    return forge.pkcs12.pkcs12FromAsn1(outer, password)
  } catch (error) {
    if (!/password|MAC|decrypt/i.test((error as Error).message)) return 'unreadable'
    return /[^ -~]/.test(password) ? openedByUtf8(outer, password) : 'wrong password'
  }
}

/**
 * New ciphers take a password as UTF-8, the seal over the whole as UTF-16 (RFC 7292, B.1), and the library knows one of the
 * two at a time: an accent opens it without the seal, whose work the padding inside does.
 */
function openedByUtf8({ value, ...outer }: forge.asn1.Asn1, password: string) {
  const unsealed = { ...outer, value: value.slice(0, 2) } as forge.asn1.Asn1
  try {
    return forge.pkcs12.pkcs12FromAsn1(unsealed, forge.util.encodeUtf8(password))
  } catch {
    return 'wrong password' as const
  }
}

/** A key that the library doesn't know (an elliptic curve) it hands on as it stands in the file. */
function pemOf(type: string, asn1: forge.asn1.Asn1): string {
  return forge.pem.encode({ type, body: forge.asn1.toDer(asn1).getBytes() } as forge.pem.ObjectPEM)
}

/** A salt followed by a count of rounds: a file could ask for hours of work. */
function asksTooMuch(node: forge.asn1.Asn1, depth = 0): boolean {
  if (depth > 20) return true
  const { type, value } = node
  if (typeof value === 'string') return type === OCTETSTRING && asksInside(value, depth)
  const rounds = value.filter((one, index) => one.type === INTEGER && value[index - 1]?.type === OCTETSTRING)
  if (type === SEQUENCE && rounds.some((one) => numberOf(one) > MOST_ITERATIONS)) return true
  return value.some((one) => asksTooMuch(one, depth + 1))
}

function asksInside(bytes: string, depth: number): boolean {
  if (bytes.length < 8) return false
  try {
    return asksTooMuch(forge.asn1.fromDer(bytes), depth + 1)
  } catch {
    return false
  }
}

function numberOf({ value }: forge.asn1.Asn1): number {
  return typeof value === 'string'
    ? Number.parseInt(Buffer.from(value, 'binary').toString('hex') || '0', 16)
    : 0
}
