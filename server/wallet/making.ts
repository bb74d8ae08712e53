import { logoAsPng } from '../looks/looks.ts'
import type { Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import { hexOf } from '../platform/secrets.ts'
import type { Signer, SignerFacts } from './apple/certificate.ts'
import { makePass } from './apple/pass.ts'
import type { Content } from './content.ts'
import { signerOf } from './keeping.ts'
import { contentShown, type Pass } from './passes.ts'
import { passToken } from './sealing.ts'

/** What a pass is made of, as read in one transaction; drawing and signing come after it. */
interface Parts {
  content: Content
  logo: Buffer | null
  signed: { facts: SignerFacts; signer: Signer }
}

/** Reads what a pass needs. Refuses where passes can't be signed: an unsigned one no phone takes. */
export async function partsOf(tx: Tx, pass: Pass): Promise<Parts> {
  const signed = await ableSigner(tx)
  return { content: await contentShown(tx, pass), logo: await logoAsPng(tx), signed }
}

/** The signer, while its certificate is in force. */
export async function ableSigner(tx: Tx): Promise<Parts['signed']> {
  const signed = await signerOf(tx)
  if (!signed) throw new Refused('wallet.not_set_up')
  if (Date.parse(signed.facts.validUntil) <= Date.now()) throw new Refused('wallet.expired')
  return signed
}

/** Draws and signs a pass. Over plain HTTP no phone asks for a newer one, so that none is told where to. */
export async function madeOf(
  { content, logo, signed }: Parts,
  { businessId, passId, publicUrl }: { businessId: string; passId: string | null; publicUrl: string },
): Promise<Buffer> {
  const service =
    passId && publicUrl.startsWith('https:')
      ? { url: serviceUrl(publicUrl, businessId), token: passToken(businessId, passId) }
      : null
  return makePass({ content, logo, ...signed, serial: passId ? hexOf(passId) : 'sample', service })
}

/** Where phones ask: each business has its own, as two may sign with one pass type. */
function serviceUrl(publicUrl: string, businessId: string): string {
  return `${publicUrl}/wallet/${hexOf(businessId)}`
}
