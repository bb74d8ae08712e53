import { Problem } from '../api/api.ts'
import type { Language } from '../ui/messages.ts'

export { Problem } from '../api/api.ts'

export type Asker = <Answer>(
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: unknown,
  key?: string,
) => Promise<Answer>

/** Asks the server in a language; with the card's token where there is one, which goes in a header and nowhere else. */
export function asker(language: Language, token?: string): Asker {
  return async (method, path, body, key) => {
    const answer = await fetch(`/api/v1${path}`, {
      method,
      credentials: 'omit',
      headers: {
        'accept-language': language,
        ...(token && { authorization: `Card ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new Problem(0, 'offline', '')
    })
    const told = await answer.json().catch(() => ({}))
    if (answer.ok) return told
    throw new Problem(answer.status, told.code ?? 'internal', told.detail ?? '', told.errors)
  }
}

/** A key made once for what somebody means to do: however often it is sent, it is done once. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
