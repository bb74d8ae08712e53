import { Problem } from '../../api/api.ts'
import { tellNetwork } from './network.ts'

/** As whom this device asks: a shared till with whoever has shown her PIN, or somebody's own session. */
const asker = { till: false, acting: '', businessId: '', language: 'en' }

export function askAs(change: Partial<typeof asker>): void {
  Object.assign(asker, change)
}

/** What happens when the server says that nobody may ask any more. */
export const turnedAway: { locked: () => void; signedOut: () => void } = {
  locked: () => undefined,
  signedOut: () => undefined,
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
interface More {
  /** Made once for what is meant: asked again under it, it is done once. */
  key?: string | undefined
  approval?: string | undefined
  /** Asks as somebody's session, also at a shared till. */
  asSession?: boolean
}
const PATIENCE_MS = 10_000

/** Asks the server; throws a Problem when it refuses, of code `offline` when it does not answer. */
export async function askTill<Answer>(
  method: Method,
  path: string,
  body?: unknown,
  { key, approval, asSession = false }: More = {},
): Promise<Answer> {
  const headers: Record<string, string> = { 'accept-language': asker.language }
  if (asker.till && !asSession) {
    headers['regulars-till'] = '1'
    if (asker.acting) headers['regulars-staff'] = asker.acting
  } else if (asker.businessId) headers['regulars-business'] = asker.businessId
  if (key) headers['idempotency-key'] = key
  if (approval) headers['regulars-approval'] = approval
  if (body !== undefined) headers['content-type'] = 'application/json'
  const answer = await fetch(path, {
    method,
    headers,
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    tellNetwork(false)
    throw new Problem(0, 'offline', '')
  })
  const told = await answer.json().catch(() => ({}))
  // What stands between us and the server (a proxy, a hotel's network) does not speak as it does.
  const isServers = answer.ok || typeof told.code === 'string'
  tellNetwork(isServers)
  if (!isServers) throw new Problem(0, 'offline', '')
  if (answer.ok) return told as Answer
  if (told.code === 'counter.locked') turnedAway.locked()
  if (told.code === 'access.missing') turnedAway.signedOut()
  throw new Problem(answer.status, told.code, told.detail ?? '', told.errors)
}
