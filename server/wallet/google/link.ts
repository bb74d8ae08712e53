import { businessOf } from '../../businesses/businesses.ts'
import type { Tx } from '../../platform/database.ts'
import { Refused } from '../../platform/errors.ts'
import { googleOf } from '../keeping.ts'
import { contentShown, type Pass } from '../passes.ts'
import { signJwt } from './jwt.ts'
import { classIdOf, loyaltyClass, loyaltyObject } from './objects.ts'

const SAVE = 'https://pay.google.com/gp/v/save'

/** The link by which she saves her card to Google Wallet: class and object travel in it, signed by the service account. */
export async function saveLink(tx: Tx, pass: Pass, publicUrl: string): Promise<string> {
  const google = await googleOf(tx)
  if (!google) throw new Refused('wallet.not_set_up')
  const content = await contentShown(tx, pass)
  const { language } = await businessOf(tx)
  const ids = { issuerId: google.issuerId, businessId: tx.businessId, passId: pass.passId }
  const jwt = signJwt(
    {
      ...{ iss: google.account, aud: 'google', typ: 'savetowallet' },
      iat: Math.floor(Date.now() / 1_000),
      origins: [publicUrl],
      payload: {
        loyaltyClasses: [loyaltyClass(content, { classId: classIdOf(ids), publicUrl, language })],
        loyaltyObjects: [withoutNulls(loyaltyObject(content, ids))],
      },
    },
    google.key,
  )
  return `${SAVE}/${jwt}`
}

/** What a card doesn't have is left out of a new object; a change says null, so that it goes. */
function withoutNulls(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null))
}
