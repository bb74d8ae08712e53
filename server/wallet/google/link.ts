import { businessOf } from '../../businesses/businesses.ts'
import type { Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { type GoogleFacts, type GoogleKeys, googleOf } from '../keeping.ts'
import { contentShown, type Pass } from '../passes.ts'
import { type GoogleHosts, put, tokenOf } from './calls.ts'
import { signJwt } from './jwt.ts'
import { classIdOf, type LoyaltyClass, type LoyaltyObject, loyaltyClass, loyaltyObject } from './objects.ts'

const SAVE = 'https://pay.google.com/gp/v/save'
/** She is waiting with her finger on the button. */
const PATIENCE_MS = 3_000

/** What a link is made of, as read in one transaction; Google is asked after it. */
export interface Saving {
  google: GoogleFacts & GoogleKeys
  card: { class: LoyaltyClass; object: LoyaltyObject }
}

/** Reads what saving a card to Google Wallet needs. */
export async function savingOf(tx: Tx, pass: Pass, publicUrl: string): Promise<Saving> {
  const google = await googleOf(tx)
  if (!google) throw new Refused('wallet.not_set_up')
  const content = await contentShown(tx, pass)
  const { language } = await businessOf(tx)
  const ids = { issuerId: google.issuerId, businessId: tx.businessId, passId: pass.passId }
  return {
    google,
    card: {
      class: loyaltyClass(content, { classId: classIdOf(ids), publicUrl, language }),
      object: withoutNulls(loyaltyObject(content, ids)),
    },
  }
}

/**
 * The link by which she saves her card, signed by the service account. Google asks for links of 1,800 characters at
 * most, and a card in four languages has five times that: it is put there beforehand, and the link only names it.
 * Where Google can't be asked now, the card travels in the link after all, which browsers take as well.
 */
export async function saveLink(
  { google, card }: Saving,
  publicUrl: string,
  hosts: GoogleHosts,
): Promise<string> {
  const isThere = await putThere({ google, card }, hosts)
  const { id, classId } = card.object
  const payload = isThere
    ? { loyaltyObjects: [{ id, classId }] }
    : { loyaltyClasses: [card.class], loyaltyObjects: [card.object] }
  const claims = {
    ...{ iss: google.account, aud: 'google', typ: 'savetowallet' },
    ...{ iat: Math.floor(Date.now() / 1_000), origins: [publicUrl], payload },
  }
  return `${SAVE}/${signJwt(claims, google.key)}`
}

async function putThere({ google, card }: Saving, hosts: GoogleHosts): Promise<boolean> {
  const signedIn = await tokenOf(hosts, google, PATIENCE_MS)
  if ('problem' in signedIn) return false
  const { token } = signedIn
  const named = (noun: string, body: { id: string }) => ({ token, path: `${noun}/${body.id}`, body })
  return (
    (await put(hosts, named('loyaltyClass', card.class), PATIENCE_MS)) &&
    (await put(hosts, named('loyaltyObject', card.object), PATIENCE_MS))
  )
}

/** What a card doesn't have is left out of a new object; a change says null, so that it goes. */
function withoutNulls<Made extends object>(object: Made): Made {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null)) as Made
}
