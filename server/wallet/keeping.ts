import { tell } from '../journal/journal.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import type { Signer, SignerFacts } from './apple/certificate.ts'
import { openKeys, sealKeys } from './sealing.ts'

/** What a business signs with, and what may be shown of it. */
export interface Kept {
  apple: SignerFacts | null
  google: GoogleFacts | null
}

export interface GoogleFacts {
  issuerId: string
  account: string
}

/** The service account's key, as PEM. */
export interface GoogleKeys {
  key: string
}

const select = statement<Kept>('wallet.select', 'select apple, google from wallets where business_id = $1')
const none: Kept = { apple: null, google: null }

/** What is set up, without its secrets. */
export async function keptOf(tx: Tx): Promise<Kept> {
  const [kept] = await tx.rows(select, [tx.businessId])
  return kept ?? none
}

const selectApple = statement<{ facts: SignerFacts | null; sealed: Buffer | null }>(
  'wallet.select_apple',
  'select apple as facts, apple_sealed as sealed from wallets where business_id = $1',
)
const selectGoogle = statement<{ facts: GoogleFacts | null; sealed: Buffer | null }>(
  'wallet.select_google',
  'select google as facts, google_sealed as sealed from wallets where business_id = $1',
)

/** The certificate with its key, to sign by; null where there is none. */
export async function signerOf(tx: Tx): Promise<{ facts: SignerFacts; signer: Signer } | null> {
  const [kept] = await tx.rows(selectApple, [tx.businessId])
  if (!kept?.facts || !kept.sealed) return null
  return { facts: kept.facts, signer: opened<Signer>(tx, kept.sealed) }
}

export async function googleOf(tx: Tx): Promise<(GoogleFacts & GoogleKeys) | null> {
  const [kept] = await tx.rows(selectGoogle, [tx.businessId])
  if (!kept?.facts || !kept.sealed) return null
  return { ...kept.facts, ...opened<GoogleKeys>(tx, kept.sealed) }
}

function opened<Keys>(tx: Tx, sealed: Buffer): Keys {
  try {
    return openKeys<Keys>(tx.businessId, sealed)
  } catch {
    throw new Refused('wallet.keys_lost')
  }
}

const keepApple = statement(
  'wallet.keep_apple',
  `insert into wallets (business_id, apple, apple_sealed) values ($1, $2, $3)
   on conflict (business_id) do update set apple = excluded.apple, apple_sealed = excluded.apple_sealed`,
)
const keepGoogle = statement(
  'wallet.keep_google',
  `insert into wallets (business_id, google, google_sealed) values ($1, $2, $3)
   on conflict (business_id) do update set google = excluded.google, google_sealed = excluded.google_sealed`,
)

interface Change<Facts, Keys> {
  set: { facts: Facts; keys: Keys } | null
  actor: Actor
}

/** Keeps a certificate, or forgets it. Passes that phones hold stay there; they are told nothing more. */
export function changeApple(tx: Tx, change: Change<SignerFacts, Signer>): void {
  write(tx, keepApple, change)
  const by = { actor: change.actor, subject: { kind: 'business', id: tx.businessId } }
  if (change.set) tell(tx, { what: 'wallet.apple_set', ...by, facts: change.set.facts })
  else tell(tx, { what: 'wallet.apple_removed', ...by })
}

export function changeGoogle(tx: Tx, change: Change<GoogleFacts, GoogleKeys>): void {
  write(tx, keepGoogle, change)
  const by = { actor: change.actor, subject: { kind: 'business', id: tx.businessId } }
  if (change.set) tell(tx, { what: 'wallet.google_set', ...by, facts: change.set.facts })
  else tell(tx, { what: 'wallet.google_removed', ...by })
}

function write<Facts, Keys extends object>(
  tx: Tx,
  keep: typeof keepApple,
  { set }: Change<Facts, Keys>,
): void {
  const values = set ? [JSON.stringify(set.facts), sealKeys(tx.businessId, set.keys)] : [null, null]
  tx.write(keep, [tx.businessId, ...values])
}
