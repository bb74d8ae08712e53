import { headersFor, Problem } from './api.ts'
import type { Simulated } from './insights.ts'

export interface Progress {
  done: number
  of: number
}

interface Listening {
  signal: AbortSignal
  onProgress(progress: Progress): void
}

type Line = Progress | { result: { items: Simulated[] } } | { failed: true }

/** Has programmes played over the past; hears how far it is, and stops it when the signal says so. */
export async function simulate(wish: object, { signal, onProgress }: Listening): Promise<Simulated[]> {
  const answer = await fetch('/api/v1/insights/simulation', {
    method: 'POST',
    headers: { ...headersFor(wish, undefined), accept: 'application/x-ndjson' },
    body: JSON.stringify(wish),
    signal,
  }).catch((error: unknown) => {
    if (signal.aborted) throw error
    throw new Problem(0, 'offline', '')
  })
  if (!answer.ok || !answer.body) {
    const told = await answer.json().catch(() => ({}))
    throw new Problem(answer.status, told.code ?? 'internal', told.detail ?? '', told.errors)
  }
  for await (const line of linesOf(answer.body)) {
    const told = JSON.parse(line) as Line
    if ('result' in told) return told.result.items
    if ('failed' in told) throw new Problem(500, 'internal', '')
    onProgress(told)
  }
  throw new Problem(0, 'offline', '')
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader()
  let rest = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split('\n')
    rest = lines.pop()!
    yield* lines
  }
}
