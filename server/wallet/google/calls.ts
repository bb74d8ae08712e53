import type { Outcome } from '../calling.ts'
import { signJwt } from './jwt.ts'

const PATIENCE_MS = 10_000
const SCOPE = 'https://www.googleapis.com/auth/wallet_object.issuer'

/** Where Google is: its door for service accounts, and the wallet's API. */
export interface GoogleHosts {
  token: string
  api: string
}

/** Signs in as the service account (RFC 7523): a token for an hour, or why there is none. */
export async function tokenOf(
  hosts: GoogleHosts,
  { account, key }: { account: string; key: string },
): Promise<{ token: string } | { problem: string }> {
  const now = Math.floor(Date.now() / 1_000)
  const claims = { iss: account, scope: SCOPE, aud: `${hosts.token}/token`, iat: now, exp: now + 3_600 }
  const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
  const body = new URLSearchParams({ grant_type: grant, assertion: signJwt(claims, key) })
  const signal = AbortSignal.timeout(PATIENCE_MS)
  try {
    const answer = await fetch(`${hosts.token}/token`, { method: 'POST', body, signal })
    const said = (await answer.json()) as { access_token?: string; error?: string }
    return said.access_token ? { token: said.access_token } : { problem: said.error ?? `${answer.status}` }
  } catch (error) {
    return { problem: (error as Error).message }
  }
}

/** Changes a class or an object. One that nobody has saved isn't there, and needs no change. */
export async function patch(
  hosts: GoogleHosts,
  { token, path, body }: { token: string; path: string; body: object },
): Promise<Outcome> {
  try {
    const answer = await fetch(`${hosts.api}/walletobjects/v1/${path}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await answer.body?.cancel()
    if (answer.ok) return { state: 'told' }
    return answer.status === 404 ? { state: 'gone' } : { state: 'later', problem: String(answer.status) }
  } catch (error) {
    return { state: 'later', problem: (error as Error).message }
  }
}
