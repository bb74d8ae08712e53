import { type ClientHttp2Session, connect } from 'node:http2'
import type { Outcome } from '../calling.ts'
import type { Signer, SignerFacts } from './certificate.ts'

const PATIENCE_MS = 10_000

/** Where pushes for passes go: always the production service, also for what is being tried out. */
export interface PushService {
  url: string
  /** Who is believed to be it, besides the authorities of this machine: for tests. */
  ca?: string
}

interface Push {
  service: PushService
  signed: { facts: SignerFacts; signer: Signer }
  tokens: string[]
}

/**
 * Tells devices that something changed, by one connection: an empty push under the pass type's own certificate. What
 * changed they ask for themselves.
 */
export async function pushTo({ service, signed, tokens }: Push): Promise<Outcome[]> {
  const { certificate, chain, key } = signed.signer
  const session = connect(service.url, {
    cert: [certificate, ...chain].join('\n'),
    key,
    ...(service.ca && { ca: service.ca }),
  })
  const broken = new Promise<Outcome>((done) => {
    const later = (problem: string) => done({ state: 'later', problem })
    session.on('error', (error: Error & { code?: string }) => later(error.code ?? error.message))
    session.on('goaway', () => later('goaway'))
    session.setTimeout(PATIENCE_MS, () => later('timeout'))
  })
  try {
    const path = (token: string) => `/3/device/${token}`
    return await Promise.all(
      tokens.map((token) => Promise.race([push(session, path(token), signed.facts.passTypeId), broken])),
    )
  } finally {
    session.destroy()
  }
}

function push(session: ClientHttp2Session, path: string, topic: string): Promise<Outcome> {
  return new Promise((done) => {
    // A connection that is being closed takes no more: `broken` says what of.
    if (session.closed || session.destroyed) return
    const request = session.request({ ':method': 'POST', ':path': path, 'apns-topic': topic })
    let status = 0
    let body = ''
    request.setEncoding('utf8')
    request.setTimeout(PATIENCE_MS, () => request.close())
    request.on('response', (headers) => {
      status = Number(headers[':status'])
    })
    request.on('data', (chunk: string) => {
      if (body.length < 1_000) body += chunk
    })
    request.on('error', (error) => done({ state: 'later', problem: error.message }))
    request.on('close', () => done(outcomeOf(status, body)))
    request.end('{}')
  })
}

/** By Apple's "Handling notification responses from APNs": a token that is no more is forgotten, all else tried again. */
function outcomeOf(status: number, body: string): Outcome {
  if (status === 200) return { state: 'told' }
  const reason = /"reason"\s*:\s*"(\w+)"/.exec(body)?.[1] ?? ''
  const isGone = status === 410 || /^(BadDeviceToken|DeviceTokenNotForTopic|Unregistered)$/.test(reason)
  return isGone ? { state: 'gone' } : { state: 'later', problem: `${status || 'no answer'} ${reason}`.trim() }
}
