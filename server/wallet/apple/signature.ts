import { constants, privateEncrypt } from 'node:crypto'
import forge from 'node-forge'
import { forgeCertificate, type Signer } from './certificate.ts'

/** DigestInfo of SHA-256 before the digest itself (RFC 8017, §9.2, note 1). */
const SHA256 = Buffer.from('3031300d060960864801650304020105000420', 'hex')

/**
 * A detached signature over a pass's manifest: CMS SignedData (RFC 5652) in DER with the moment of signing, the
 * certificate and those between it and the root.
 */
export function signManifest(manifest: Buffer, signer: Signer): Buffer {
  const message = forge.pkcs7.createSignedData()
  message.content = forge.util.createBuffer(manifest.toString('binary'))
  const certificate = forgeCertificate(signer.certificate)
  for (const one of [certificate, ...signer.chain.map(forgeCertificate)]) message.addCertificate(one)
  const { data, sha256, contentType, messageDigest, signingTime } = forge.pki.oids as Record<string, string>
  message.addSigner({
    key: nativeKey(signer.key),
    certificate,
    digestAlgorithm: sha256!,
    authenticatedAttributes: [
      { type: contentType!, value: data! },
      { type: messageDigest! },
      { type: signingTime! },
    ],
  })
  message.sign({ detached: true })
  return Buffer.from(forge.asn1.toDer(message.toAsn1()).getBytes(), 'binary')
}

/** The library's key with OpenSSL's arithmetic: its own takes 20 ms a signature, in which no till is answered. */
function nativeKey(pem: string): forge.pki.rsa.PrivateKey {
  const key = forge.pki.privateKeyFromPem(pem)
  key.sign = (digest) => {
    const bytes = typeof digest === 'string' ? digest : digest.digest().getBytes()
    const info = Buffer.concat([SHA256, Buffer.from(bytes, 'binary')])
    return privateEncrypt({ key: pem, padding: constants.RSA_PKCS1_PADDING }, info).toString('binary')
  }
  return key
}
