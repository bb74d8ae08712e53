import { connect } from 'node:net'

/** What a load came to. Times in milliseconds. */
export interface Load {
  done: number
  perSecond: number
  p50: number
  p95: number
  p99: number
  failed: number
}

export interface Requests {
  port: number
  clients: number
  seconds: number
  /** Ends after so many, whatever the time. */
  most?: number
  /** The whole HTTP request to send next. */
  next(): string
}

/**
 * Sends requests over keep-alive connections, one at a time on each, for some seconds. Speaks just enough HTTP/1.1 to
 * cost little: on a machine of two cores the client shares them with what it measures.
 */
export async function load({
  port,
  clients,
  seconds,
  most = Number.POSITIVE_INFINITY,
  next,
}: Requests): Promise<Load> {
  const times: number[] = []
  let failed = 0
  let begun = 0
  const start = performance.now()
  const until = start + seconds * 1000
  await Promise.all(
    Array.from({ length: clients }, () =>
      connection(
        port,
        () => performance.now() < until && begun++ < most,
        next,
        (ms, status) => {
          times.push(ms)
          if (status >= 300) failed += 1
        },
      ),
    ),
  )
  return { ...summary(times, performance.now() - start), failed }
}

/** Rate and percentiles of single times. */
export function summary(times: number[], elapsedMs: number): Omit<Load, 'failed'> {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return {
    done: times.length,
    perSecond: times.length / (elapsedMs / 1000),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  }
}

function connection(
  port: number,
  goOn: () => boolean,
  next: () => string,
  tell: (ms: number, status: number) => void,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let sent = 0
  let rest: Buffer = Buffer.alloc(0)
  const send = () => {
    if (!goOn()) {
      socket.destroy()
      resolve()
      return
    }
    sent = performance.now()
    socket.write(next())
  }
  socket.on('connect', send)
  socket.on('error', reject)
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const head = rest.indexOf('\r\n\r\n')
    if (head < 0) return
    const header = rest.toString('latin1', 0, head)
    const length = Number(/content-length: (\d+)/i.exec(header)?.[1] ?? 0)
    if (rest.length < head + 4 + length) return
    const status = Number(header.slice(9, 12))
    if (status >= 300 && shown++ < 3) console.error(rest.toString('utf8'))
    rest = rest.subarray(head + 4 + length)
    tell(performance.now() - sent, status)
    send()
  })
  return promise
}
let shown = 0

/** A POST as text on the wire. */
export function post(path: string, key: string, body: unknown, headers: Record<string, string> = {}): string {
  const json = JSON.stringify(body)
  const more = Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  return `POST ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\n${more}content-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`
}
