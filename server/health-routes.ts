import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Database } from './platform/database.ts'
import { Refused } from './platform/errors.ts'
import type { App } from './platform/http.ts'

/** For the operator's watch: /healthz (the process answers), /readyz (so does the database), /metrics (Prometheus). */
export function healthRoutes(app: App, { pool }: Database): void {
  const open = { config: { scope: 'public' as const }, schema: { hide: true } }
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  const answered = new Map<number, number>()
  app.addHook('onResponse', async (_request, reply) => {
    answered.set(reply.statusCode, (answered.get(reply.statusCode) ?? 0) + 1)
  })
  app.addHook('onClose', async () => {
    delay.disable()
  })

  app.get('/healthz', open, async () => ({ status: 'ok' }))

  app.get('/readyz', open, async () => {
    await pool.query('select 1').catch(() => {
      throw new Refused('busy')
    })
    return { status: 'ready' }
  })

  app.get('/metrics', open, async (_request, reply) => {
    const { rss, heapUsed } = process.memoryUsage()
    const lines = [
      ...gauge('process_resident_memory_bytes', 'Resident memory.', rss),
      ...gauge('nodejs_heap_size_used_bytes', 'Heap in use.', heapUsed),
      ...gauge('process_uptime_seconds', 'Time since start.', Math.round(process.uptime())),
      ...gauge(
        'nodejs_eventloop_lag_p99_seconds',
        'Event loop delay, 99th percentile.',
        delay.percentile(99) / 1e9,
      ),
      ...gauge('regulars_database_connections', 'Connections of the pool.', pool.totalCount),
      ...gauge('regulars_database_waiting', 'Requests that wait for a connection.', pool.waitingCount),
      '# HELP regulars_http_responses_total Answers by status.',
      '# TYPE regulars_http_responses_total counter',
      ...[...answered].map(([status, count]) => `regulars_http_responses_total{status="${status}"} ${count}`),
    ]
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(`${lines.join('\n')}\n`)
  })
}

function gauge(name: string, help: string, value: number): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`]
}
