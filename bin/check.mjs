// `npm run check`: format and lint, types, unused code, all at once; prints what fails and ends with 1 if anything does.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, findNode, root } from './ground.mjs'

ensureInstalled({ dev: true })

const checks = [
  { name: 'biome', args: ['node_modules/@biomejs/biome/bin/biome', 'check'] },
  { name: 'tsc', args: ['node_modules/typescript/bin/tsc', '-p', '.'] },
  { name: 'tsc web', args: ['node_modules/typescript/bin/tsc', '-p', 'web'] },
  { name: 'knip', args: ['node_modules/knip/bin/knip.js', '--no-progress'] },
]

const results = await Promise.all(checks.map(check))
const failed = results.filter(({ code }) => code !== 0)
for (const { name, output } of failed) process.stdout.write(`\n── ${name}\n${output}`)
process.stdout.write(
  `${results.map(({ name, code }) => `${name}: ${code === 0 ? 'fine' : 'fails'}`).join(' · ')}\n`,
)
process.exitCode = failed.length > 0 ? 1 : 0

function check({ name, args: [script, ...rest] }) {
  return new Promise((resolve) => {
    const child = spawn(findNode(), [join(root, script), ...rest], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (chunk) => {
      output += chunk
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve({ name, code: 1, output: `${error.message}\n` }))
    child.on('close', (code) => resolve({ name, code, output }))
  })
}
