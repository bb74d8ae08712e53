import { statement, type Tx } from '../platform/database.ts'
import type { SignerFacts } from './apple/certificate.ts'
import { keptOf } from './keeping.ts'
import { type Kind, passesKept } from './passes.ts'
import type { WalletShown } from './routes/shapes.ts'

/** Long enough to get another one from Apple without hurry. */
const SOON_DAYS = 30

const problems = statement<{ kind: Kind; problem: string }>(
  'wallet.problems',
  `(select 'apple' as kind, call_problem as problem from wallet_devices
     where business_id = $1 and call_at is not null and call_problem is not null order by call_at limit 1)
   union all
   (select 'google', call_problem from wallet_passes
     where business_id = $1 and call_at is not null and call_problem is not null order by call_at limit 1)`,
)

/** What is set up and how it stands, without any secret. */
export async function walletShown(tx: Tx, publicUrl: string): Promise<WalletShown> {
  const [{ apple, google }, passes, wrong] = await Promise.all([
    keptOf(tx),
    passesKept(tx),
    tx.rows(problems, [tx.businessId]),
  ])
  const problemOf = (kind: Kind) => wrong.find((one) => one.kind === kind)?.problem ?? null
  return {
    apple: {
      state: apple ? stateOf(apple, Date.now()) : 'missing',
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
      state: google ? 'ready' : 'missing',
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
