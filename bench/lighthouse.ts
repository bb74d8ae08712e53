// Lighthouse's mobile preset over the faces of the demo, and a table of what it found.
import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'
import { chromium } from 'playwright-core'
import { chromiumOptions } from '../test/chromium.ts'

export interface Visited {
  name: string
  url: string
  /** What the browser sends along: a signed-in person's cookie. */
  cookie?: string
}

export interface Scores {
  name: string
  performance: number
  accessibility: number
  bestPractices: number
  /** Milliseconds of the simulated phone. */
  firstPaintMs: number
  largestPaintMs: number
  blockedMs: number
  shift: number
  /** What keeps a category from 100, by the audits' own titles. */
  findings: string[]
}

const categories = ['performance', 'accessibility', 'best-practices'] as const

/** Each page `runs` times; the run of the median performance counts. */
export async function measurePages(pages: readonly Visited[], runs = 3): Promise<Scores[]> {
  const { executablePath, args } = chromiumOptions()
  const chrome = await launch({
    chromePath: executablePath,
    chromeFlags: [
      ...args,
      '--headless=new',
      '--no-first-run',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  try {
    const all: Scores[] = []
    for (const page of pages) {
      const tries: Scores[] = []
      for (let run = 0; run < runs; run++) tries.push(await measurePage(page, chrome.port))
      tries.sort((a, b) => a.performance - b.performance)
      all.push(tries[Math.floor(runs / 2)]!)
    }
    return all
  } finally {
    chrome.kill()
  }
}

async function measurePage({ name, url, cookie }: Visited, port: number): Promise<Scores> {
  const result = await lighthouse(url, {
    port,
    logLevel: 'error',
    onlyCategories: [...categories],
    ...(cookie ? { extraHeaders: { cookie } } : {}),
  })
  if (!result) throw new Error(`Lighthouse gave no result for ${url}`)
  const { audits, categories: found } = result.lhr
  const score = (category: (typeof categories)[number]) => Math.round((found[category]!.score ?? 0) * 100)
  const value = (audit: string) => audits[audit]?.numericValue ?? Number.NaN
  const refs = [...found.accessibility!.auditRefs, ...found['best-practices']!.auditRefs]
  return {
    name,
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    firstPaintMs: value('first-contentful-paint'),
    largestPaintMs: value('largest-contentful-paint'),
    blockedMs: value('total-blocking-time'),
    shift: value('cumulative-layout-shift'),
    findings: refs
      .map(({ id }) => audits[id])
      .filter((audit) => audit?.score !== null && audit!.score < 1)
      .map((audit) => audit!.title),
  }
}

/** Signs in as Lighthouse can't: with a browser of its own, whose cookie is handed on. */
export async function cookieOf(url: string, email: string, password: string): Promise<string> {
  const browser = await chromium.launch(chromiumOptions())
  try {
    const context = await browser.newContext()
    const answer = await context.request.post(`${url}/api/auth/sign-in/email`, {
      data: { email, password },
      headers: { origin: url },
    })
    if (!answer.ok()) throw new Error(`signing in was refused: ${answer.status()}`)
    const cookies = await context.cookies()
    return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  } finally {
    await browser.close()
  }
}
