import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import forge from 'node-forge'
import { Refused } from '../../platform/errors.ts'
import { readP12 } from './p12.ts'

/** What passes are signed with, as PEM: as it is sealed. */
export interface Signer {
  certificate: string
  key: string
  /** The certificates between it and the root. */
  chain: string[]
}

/** What may be shown of it. */
export interface SignerFacts {
  passTypeId: string
  teamId: string
  name: string
  issuer: string
  validFrom: string
  validUntil: string
  /** Whether it was Apple that signed it; others are good for trying out, and no iPhone takes them. */
  apple: boolean
}

/** As it is uploaded: one file from the keychain, or the parts as PEM. */
export interface SignerWish {
  p12?: string | undefined
  certificate?: string | undefined
  key?: string | undefined
  password?: string | undefined
  chain?: string | undefined
  passTypeId?: string | undefined
  teamId?: string | undefined
}

/** Reads what was uploaded and refuses, by its field, what passes could not be signed with. */
export function readSigner(wish: SignerWish, now: Temporal.Instant): { signer: Signer; facts: SignerFacts } {
  const { p12, password = '' } = wish
  const given = p12 === undefined ? readPem(wish) : readP12(p12, password)
  const field = p12 === undefined ? 'certificate' : 'p12'
  const more = certificatesIn(wish.chain ?? '', 'chain')
  const key = readKey(given.key, p12 === undefined ? password : '', p12 === undefined ? 'key' : 'p12')
  // Of several certificates it is the one that the key belongs to.
  const all = [...given.certificates.map((text) => certificateOf(text, field)), ...more]
  const own = all.find((one) => one.checkPrivateKey(key))
  if (!own) throw new Refused('wallet.key_differs', undefined, { field: p12 === undefined ? 'key' : 'p12' })
  const facts = factsOf(own, wish, field)
  refuseOutOfTime(own, now, field)
  const chain = chainOf(own, all)
  if (facts.apple && chain.length === 0)
    throw new Refused('wallet.chain_missing', undefined, { field: 'chain' })
  const pem = key.export({ type: 'pkcs8', format: 'pem' }) as string
  return { facts, signer: { certificate: own.toString(), key: pem, chain: chain.map(String) } }
}

function readPem({ certificate = '', key = '' }: SignerWish): { certificates: string[]; key: string } {
  const certificates = pemBlocks(certificate)
  if (certificates.length === 0) throw new Refused('wallet.not_readable', undefined, { field: 'certificate' })
  return { certificates, key }
}

function pemBlocks(text: string): string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g)?.slice(0, 10) ?? []
}

function certificatesIn(text: string, field: string): X509Certificate[] {
  const said = text.trim()
  // As Apple hands its own out: DER, here in base64.
  const isDer = /^[A-Za-z0-9+/\s]+={0,2}$/.test(said)
  const blocks = isDer ? [`-----BEGIN CERTIFICATE-----\n${said}\n-----END CERTIFICATE-----`] : pemBlocks(said)
  if (blocks.length === 0 && said !== '') throw new Refused('wallet.not_readable', undefined, { field })
  return blocks.map((block) => certificateOf(block, field))
}

function certificateOf(pem: string, field: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw new Refused('wallet.not_readable', undefined, { field })
  }
}

function readKey(pem: string, passphrase: string, field: string): KeyObject {
  let key: KeyObject
  try {
    key = createPrivateKey({ key: pem, format: 'pem', passphrase })
  } catch (error) {
    const { code = '' } = error as { code?: string }
    // Of a key under a password OpenSSL says that the padding is wrong, or that it can't be decoded.
    const locked = /ENCRYPTED/.test(pem) && /BAD_DECRYPT|PASSPHRASE|DECODER|ERR_OSSL/i.test(code)
    if (locked) throw new Refused('wallet.wrong_password', undefined, { field: 'password' })
    throw new Refused('wallet.not_readable', undefined, { field })
  }
  if (key.asymmetricKeyType !== 'rsa') throw new Refused('wallet.key_not_rsa', undefined, { field })
  return key
}

/** The pass type and the team stand in the certificate's subject (UID, OU); others than Apple may leave them out. */
function factsOf(own: X509Certificate, wish: SignerWish, field: string): SignerFacts {
  const subject = subjectOf(own)
  const inside = subject.UID ?? /(?:^|\s)(pass\.\S+)$/.exec(subject.CN ?? '')?.[1]
  if (inside && !inside.startsWith('pass.')) throw new Refused('wallet.not_for_passes', undefined, { field })
  if (inside && wish.passTypeId && wish.passTypeId !== inside)
    throw new Refused('wallet.pass_type_differs', undefined, { field: 'passTypeId', params: { inside } })
  const passTypeId = inside ?? wish.passTypeId
  if (!passTypeId) throw new Refused('wallet.not_for_passes', undefined, { field })
  if (subject.OU && wish.teamId && wish.teamId !== subject.OU)
    throw new Refused('wallet.team_differs', undefined, { field: 'teamId', params: { inside: subject.OU } })
  const teamId = subject.OU ?? wish.teamId
  if (!teamId) throw new Refused('wallet.team_missing', undefined, { field: 'teamId' })
  const issuer = namesIn(own.issuer)
  return {
    ...{ passTypeId, teamId, name: subject.O ?? subject.CN ?? passTypeId },
    issuer: issuer.CN ?? issuer.O ?? '',
    validFrom: instantOf(own.validFrom).toString(),
    validUntil: instantOf(own.validTo).toString(),
    apple: /Apple Worldwide Developer Relations/.test(issuer.CN ?? ''),
  }
}

function refuseOutOfTime(own: X509Certificate, now: Temporal.Instant, field: string): void {
  if (Temporal.Instant.compare(instantOf(own.validTo), now) <= 0)
    throw new Refused('wallet.expired', undefined, { field })
  if (Temporal.Instant.compare(instantOf(own.validFrom), now) > 0)
    throw new Refused('wallet.not_yet_valid', undefined, { field })
}

/** From the certificate up: each signed the one before it. A root stays out, as whoever checks has it. */
function chainOf(own: X509Certificate, all: X509Certificate[]): X509Certificate[] {
  const chain: X509Certificate[] = []
  for (let last = own; chain.length < 5; ) {
    const next = all.find(
      (one) => one !== last && !isRoot(one) && last.checkIssued(one) && last.verify(one.publicKey),
    )
    if (!next || chain.includes(next)) break
    chain.push(next)
    last = next
  }
  return chain
}

function isRoot(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer
}

function subjectOf(own: X509Certificate): Record<string, string> {
  return namesIn(own.subject)
}

/** `OU=TEAM\nCN=Pass Type ID: pass.x` of node:crypto, by name; the first of several counts. */
function namesIn(subject: string | undefined): Record<string, string> {
  const names: Record<string, string> = {}
  for (const line of (subject ?? '').split('\n')) {
    const at = line.indexOf('=')
    if (at > 0) names[line.slice(0, at)] ??= line.slice(at + 1)
  }
  return names
}

function instantOf(openssl: string): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Date.parse(openssl))
}

/** As the library that signs takes it. */
export function forgeCertificate(pem: string): forge.pki.Certificate {
  return forge.pki.certificateFromPem(pem)
}
