import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp } from '../test/fixtures/process.ts'
import { cookieOf, measurePages, type Scores, type Visited } from './lighthouse.ts'

/** Lighthouse over the faces of a fresh demo: lines for docs/performance.md. */
export async function measureFaces(runs: number): Promise<string[]> {
  const data = mkdtempSync(join(tmpdir(), 'regulars-pages-'))
  const app = await startApp({ REGULARS_DATA: data }, [], ['--demo'])
  try {
    const [, email, password] = await signInSaid(app.output)
    const cookie = await cookieOf(app.url, email!, password!)
    return lines(await measurePages(await facesOf(app.url, cookie), runs))
  } finally {
    app.signal('SIGTERM')
    await app.ended
    rmSync(data, { recursive: true, force: true })
  }
}

/** The demo's sign-in is printed right after the address. */
async function signInSaid(output: () => string): Promise<RegExpExecArray> {
  for (;;) {
    const said = /as (\S+) with the password (\S+)/.exec(output())
    if (said) return said
    await new Promise((done) => setTimeout(done, 20))
  }
}

async function facesOf(url: string, cookie: string): Promise<Visited[]> {
  const ask = async <Answer>(method: string, path: string, businessId?: string): Promise<Answer> => {
    const business = businessId ? { 'regulars-business': businessId } : undefined
    const answer = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: { cookie, origin: url, ...business },
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
    return (await answer.json()) as Answer
  }
  const { seats } = await ask<{ seats: { businessId: string }[] }>('GET', 'me')
  const { businessId } = seats[0]!
  const { items } = await ask<{ items: { id: string }[] }>('GET', 'customers?limit=1', businessId)
  const { id } = items[0]!
  const link = await ask<{ url: string }>('POST', `customers/${id}/card-link`, businessId)
  const inside = (name: string, path: string) => ({ name, url: url + path, cookie })
  return [
    { name: 'card', url: link.url },
    { name: 'join', url: `${url}/join/${businessId}` },
    inside('counter', '/counter'),
    inside('Today', '/'),
    inside('customers', '/customers'),
    inside('profile', `/customers/${id}`),
    inside('programme', '/programme'),
    inside('insight', '/insight'),
  ]
}

function lines(scores: readonly Scores[]): string[] {
  return [
    '',
    '## Pages on a phone',
    '',
    'Lighthouse, its mobile preset (slow 4G and a slow processor, both simulated), over the demo; scores of 100.',
    '',
    '| page | performance | accessibility | best practices | first paint | largest paint | blocked | shift |',
    '|---|---|---|---|---|---|---|---|',
    ...scores.map(
      (page) =>
        `| ${page.name} | ${page.performance} | ${page.accessibility} | ${page.bestPractices} | ${Math.round(page.firstPaintMs)} ms | ${Math.round(page.largestPaintMs)} ms | ${Math.round(page.blockedMs)} ms | ${page.shift.toFixed(3)} |`,
    ),
    '',
    ...scores.flatMap(({ name, findings }) => findings.map((finding) => `- ${name}: ${finding}`)),
  ]
}
