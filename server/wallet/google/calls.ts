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
  patienceMs = PATIENCE_MS,
): Promise<{ token: string } | { problem: string }> {
  const now = Math.floor(Date.now() / 1_000)
  const claims = { iss: account, scope: SCOPE, aud: `${hosts.token}/token`, iat: now, exp: now + 3_600 }
  const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
  const body = new URLSearchParams({ grant_type: grant, assertion: signJwt(claims, key) })
  const signal = AbortSignal.timeout(patienceMs)
  try {
    const answer = await fetch(`${hosts.token}/token`, { method: 'POST', body, signal })
    const said = (await answer.json()) as { access_token?: string; error?: string }
    return said.access_token ? { token: said.access_token } : { problem: said.error ?? `${answer.status}` }
  } catch (error) {
    return { problem: (error as Error).message }
  }
}

/** What is asked of the wallet's API. */
export interface Wish {
  token: string
  /** `loyaltyClass` or `loyaltyObject`, and which. */
  path: string
  body: object
}

/** Changes a class or an object. One that nobody has saved isn't there, and needs no change. */
export async function patch(hosts: GoogleHosts, wish: Wish): Promise<Outcome> {
  try {
    const status = await call(hosts, 'PATCH', wish, PATIENCE_MS)
    if (status < 300) return { state: 'told' }
    return status === 404 ? { state: 'gone' } : { state: 'later', problem: String(status) }
  } catch (error) {
    return { state: 'later', problem: (error as Error).message }
  }
}

/** Makes a class or an object, or brings the one that is there up to date. Answers whether it is there now. */
export async function put(hosts: GoogleHosts, { path, ...wish }: Wish, patienceMs: number): Promise<boolean> {
  const [noun = ''] = path.split('/')
  try {
    const made = await call(hosts, 'POST', { ...wish, path: noun }, patienceMs)
    if (made !== 409) return made < 300
    return (await call(hosts, 'PATCH', { ...wish, path }, patienceMs)) < 300
  } catch {
    return false
  }
}

async function call(
  hosts: GoogleHosts,
  method: string,
  { token, path, body }: Wish,
  patienceMs: number,
): Promise<number> {
  const answer = await fetch(`${hosts.api}/walletobjects/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  })
  await answer.body?.cancel()
  return answer.status
}
