import { sign } from 'node:crypto'

/** A JSON Web Token signed by RS256 (RFC 7515, RFC 7518 §3.3). */
export function signJwt(claims: object, key: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const said = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`
  return `${said}.${sign('sha256', Buffer.from(said), key).toString('base64url')}`
}
