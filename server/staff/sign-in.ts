import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { CamelCasePlugin, Kysely, type KyselyPlugin, PostgresDialect } from 'kysely'
import type { Config } from '../platform/config.ts'
import type { Database } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { isOwnOrigin } from './origin.ts'

// Signing in is better-auth's job: sessions, passwords, passkeys. Nobody can sign up: a person comes to be through an
// invitation (invitations.ts). Its own rate limit is off, since ours answers as all our refusals do.

export const SIGN_IN_PATH = '/api/auth'
const DAY_SECONDS = 86_400
export const MIN_PASSWORD_LENGTH = 10
export const MAX_PASSWORD_LENGTH = 128

export type SignIn = ReturnType<typeof openSignIn>

/** The machinery of signing in, over the app's own pool. */
export function openSignIn(database: Database, config: Pick<Config, 'publicUrl' | 'secret'>) {
  const { publicUrl, secret } = config
  return betterAuth({
    appName: 'Regulars',
    baseURL: publicUrl,
    basePath: SIGN_IN_PATH,
    secret,
    database: { db: peopleDatabase(database), type: 'postgres', transaction: true },
    trustedOrigins: (request) => trusted(request, publicUrl),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    user: { modelName: 'people' },
    session: { modelName: 'sessions', expiresIn: 14 * DAY_SECONDS, updateAge: DAY_SECONDS },
    account: { modelName: 'credentials' },
    verification: { modelName: 'challenges' },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error' },
    advanced: {
      cookiePrefix: 'regulars',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      // The schema is ours, proved by its tests; asking the catalogue at each start would only cost time.
      database: { generateId: () => newId(), validateSchema: false },
    },
    plugins: [
      passkey({
        rpName: 'Regulars',
        // 'credentialID' does not survive snake_case and back.
        schema: { passkey: { modelName: 'passkeys', fields: { credentialID: 'credentialId' } } },
      }),
    ],
  })
}

/** Set by us on what is handed to better-auth, whatever the client sent under this name. */
export const CLIENT_ADDRESS_HEADER = 'x-regulars-client'

function trusted(request: Request | undefined, publicUrl: string): string[] {
  const origin = request?.headers.get('origin')
  const host = request?.headers.get('host') ?? undefined
  return origin && isOwnOrigin(origin, host, publicUrl) ? [publicUrl, origin] : [publicUrl]
}

function peopleDatabase({ pool }: Database): Kysely<unknown> {
  return new Kysely({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin(), new DatesOfOld()],
  }).withSchema('sign_in')
}

/** better-auth thinks in `Date`; our driver reads moments as `Temporal.Instant`. */
class DatesOfOld implements KyselyPlugin {
  transformQuery({ node }: Parameters<KyselyPlugin['transformQuery']>[0]) {
    return node
  }

  async transformResult({ result }: Parameters<KyselyPlugin['transformResult']>[0]) {
    return { ...result, rows: result.rows.map(withDates) }
  }
}

function withDates(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Temporal.Instant ? new Date(value.epochMilliseconds) : value,
    ]),
  )
}
