import { createVerify } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { createSecureServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { Json } from '../../test/fixtures/shop.ts'
import type { Authority } from './wallet.fixture.ts'

interface Pushed {
  token: string
  topic: string
  body: string
  /** Whom the certificate names by which the connection was opened. */
  by: string
}

/** Apple's push service in small: HTTP/2 over TLS, and only for who shows a certificate of our authority. */
export async function openPushService(authority: Authority) {
  const extensions = 'subjectAltName=DNS:localhost,IP:127.0.0.1\n'
  authority.issue('push', '/CN=localhost', { by: 'ca', extensions })
  const [ca, cert, key] = [authority.read('ca.pem'), authority.read('push.pem'), authority.read('push.key')]
  const server = createSecureServer({ ca, cert, key, requestCert: true, rejectUnauthorized: true })
  const pushed: Pushed[] = []
  const sessions = new Set<ServerHttp2Session>()
  let answers: (token: string) => { status: number; reason?: string } = () => ({ status: 200 })
  server.on('session', (session) => {
    sessions.add(session)
    session.on('close', () => sessions.delete(session))
  })
  server.on('stream', (stream: ServerHttp2Stream, headers) => {
    let body = ''
    stream.setEncoding('utf8')
    stream.on('data', (chunk: string) => {
      body += chunk
    })
    stream.on('end', () => {
      const token = String(headers[':path']).replace('/3/device/', '')
      const by = (stream.session!.socket as TLSSocket).getPeerCertificate().subject.CN
      pushed.push({ token, topic: String(headers['apns-topic']), body, by: String(by) })
      const { status, reason } = answers(token)
      stream.respond({ ':status': status })
      stream.end(reason ? JSON.stringify({ reason }) : '')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    ...{ pushed, ca },
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    answer(by: typeof answers) {
      answers = by
    },
    async close() {
      for (const session of sessions) session.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

interface Asked {
  method: string
  path: string
  body: Json
}

/** Google's token endpoint and wallet API in small: who signed in by the account's key may keep classes and objects. */
export async function openGoogle(publicKey: string) {
  const asked: Asked[] = []
  const kept = new Map<string, Json>()
  const state = { down: false }
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    const text = await textOf(request)
    if (state.down) return answer(503, {})
    const { method = '', url = '' } = request
    if (url === '/token') return answer(...signIn(text, publicKey))
    if (request.headers.authorization !== 'Bearer opened') return answer(401, {})
    const path = url.replace('/walletobjects/v1/', '')
    const body = JSON.parse(text)
    asked.push({ method, path, body })
    const id = method === 'POST' ? `${path}/${body.id}` : path
    if (method === 'POST' && kept.has(id)) return answer(409, {})
    if (method === 'PATCH' && !kept.has(id)) return answer(404, {})
    kept.set(id, { ...kept.get(id), ...body })
    answer(200, {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...{ asked, kept, state },
    hosts: { token: url, api: url },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}

function signIn(form: string, publicKey: string): [status: number, body: object] {
  const claims = claimsOf(new URLSearchParams(form).get('assertion') ?? '', publicKey)
  const fits = claims?.scope === 'https://www.googleapis.com/auth/wallet_object.issuer'
  return fits ? [200, { access_token: 'opened' }] : [400, { error: 'invalid_grant' }]
}

/** What a JSON Web Token says; null unless its signature is the key's. */
export function claimsOf(jwt: string, publicKey: string) {
  const [header = '', payload = '', signature = ''] = jwt.split('.')
  const signed = createVerify('sha256').update(`${header}.${payload}`)
  if (!signed.verify(publicKey, Buffer.from(signature, 'base64url'))) return null
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}
