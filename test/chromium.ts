import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** What a browser test hands to Playwright: `chromium.launch(chromiumOptions())`. */
export function chromiumOptions(): { executablePath: string; args: string[] } {
  // Chromium's own sandbox refuses root; and nothing of it may call home during a test.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return { executablePath: findChromium(), args: [...asRoot, '--disable-background-networking'] }
}

/** The Chromium of this machine: taken where it is, installed where we may, else the one command is named. */
export function findChromium(): string {
  const found = present()
  if (found) return found
  const debian = existsSync('/etc/debian_version')
  if (debian && process.getuid?.() === 0) {
    process.stderr.write('Installing Chromium for the browser tests with apt-get; this takes a moment.\n')
    apt('update')
    apt('install', '--yes', '--no-install-recommends', 'chromium')
    const installed = present()
    if (installed) return installed
  }
  const command = debian ? 'sudo apt-get install --yes chromium' : 'npx playwright-core install chromium'
  throw new Error(`The browser tests need Chromium. Get it with: ${command}`)
}

function present(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
  const inPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
  const apps = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']
  return [process.env.CHROMIUM, ...inPath, ...apps, ...ofPlaywright()].find(
    (path) => path && existsSync(path),
  )
}

/** Browsers that Playwright has downloaded on this machine, for this or another project; the newest first. */
function ofPlaywright(): string[] {
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache/ms-playwright')
  if (!existsSync(folder)) return []
  const versions = readdirSync(folder).filter((name) => /^chromium-\d+$/.test(name))
  return versions
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((name) => ['chrome-linux64', 'chrome-linux'].map((inner) => join(folder, name, inner, 'chrome')))
}

export function apt(...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const done = spawnSync('apt-get', ['--quiet', '--quiet', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  })
  if (done.status !== 0)
    throw new Error(`"apt-get ${args.join(' ')}" failed, and the tests need what it installs.`)
}
