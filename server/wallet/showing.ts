import { statement, type Tx } from '../platform/database.ts'
import type { Upkeep } from '../today/today.ts'
import type { SignerFacts } from './apple/certificate.ts'
import { googleOf, keptOf, signerOf } from './keeping.ts'
import { type Kind, passesKept } from './passes.ts'
import type { WalletShown } from './routes/shapes.ts'

/** Long enough to get another one from Apple without hurry. */
const SOON_DAYS = 30

const problems = statement<{ kind: Kind; problem: string }>(
  'wallet.problems',
  `(select 'apple' as kind, call_problem as problem from wallet_devices
     where business_id = $1 and call_problem is not null limit 1)
   union all
   (select 'google', call_problem from wallet_passes
     where business_id = $1 and call_problem is not null limit 1)`,
)

export type Standing = 'missing' | 'ready' | 'expiring' | 'expired' | 'lost'

/** How each of them stands: whether it is there, can be opened, and is in force. */
export async function standingOf(tx: Tx): Promise<{ apple: Standing; google: 'missing' | 'ready' | 'lost' }> {
  const { apple, google } = await keptOf(tx)
  const [signer, account] = await Promise.all([apple && isLost(signerOf(tx)), google && isLost(googleOf(tx))])
  return {
    apple: !apple ? 'missing' : signer ? 'lost' : stateOf(apple, Date.now()),
    google: !google ? 'missing' : account ? 'lost' : 'ready',
  }
}

/** What the owner has to see to, before customers notice. */
export async function upkeepOf(tx: Tx): Promise<Upkeep[]> {
  const [{ apple: facts }, { apple, google }] = [await keptOf(tx), await standingOf(tx)]
  const at = facts?.validUntil ?? null
  return [
    ...(apple === 'missing' || apple === 'ready'
      ? []
      : [{ what: 'apple_wallet', state: apple, at } as const]),
    ...(google === 'lost' ? [{ what: 'google_wallet', state: google, at: null } as const] : []),
  ]
}

function isLost(reading: Promise<unknown>): Promise<boolean> {
  return reading.then(
    () => false,
    () => true,
  )
}

/** What is set up and how it stands, without any secret. */
export async function walletShown(tx: Tx, publicUrl: string): Promise<WalletShown> {
  const [{ apple, google }, standing, passes, wrong] = await Promise.all([
    keptOf(tx),
    standingOf(tx),
    passesKept(tx),
    tx.rows(problems, [tx.businessId]),
  ])
  const problemOf = (kind: Kind) => wrong.find((one) => one.kind === kind)?.problem ?? null
  return {
    apple: {
      state: standing.apple,
      passTypeId: apple?.passTypeId ?? null,
      teamId: apple?.teamId ?? null,
      name: apple?.name ?? null,
      issuer: apple?.issuer ?? null,
      validFrom: apple?.validFrom ?? null,
      validUntil: apple?.validUntil ?? null,
      trial: apple !== null && !apple.apple,
      updates: publicUrl.startsWith('https:'),
      passes: passes.apple,
      problem: problemOf('apple'),
    },
    google: {
      state: standing.google,
      issuerId: google?.issuerId ?? null,
      account: google?.account ?? null,
      passes: passes.google,
      problem: problemOf('google'),
    },
  }
}

function stateOf({ validUntil }: SignerFacts, now: number): 'ready' | 'expiring' | 'expired' {
  const left = Date.parse(validUntil) - now
  if (left <= 0) return 'expired'
  return left < SOON_DAYS * 86_400_000 ? 'expiring' : 'ready'
}
