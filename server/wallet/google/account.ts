import { createPrivateKey } from 'node:crypto'
import { z } from 'zod'
import { Refused } from '../../platform/errors.ts'
import type { GoogleFacts, GoogleKeys } from '../keeping.ts'

const file = z.object({ client_email: z.email().max(320), private_key: z.string().max(10_000) })

/** Reads the key file of a service account, as Google hands it out. */
export function readAccount({ issuerId, account }: { issuerId: string; account: string }): {
  facts: GoogleFacts
  keys: GoogleKeys
} {
  const unreadable = new Refused('wallet.account_unreadable', undefined, { field: 'account' })
  let said: unknown
  try {
    said = JSON.parse(account)
  } catch {
    throw unreadable
  }
  const read = file.safeParse(said)
  if (!read.success) throw unreadable
  const { client_email, private_key: key } = read.data
  try {
    if (createPrivateKey(key).asymmetricKeyType !== 'rsa') throw unreadable
  } catch {
    throw unreadable
  }
  return { facts: { issuerId, account: client_email }, keys: { key } }
}
