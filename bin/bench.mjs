// `npm run bench [-- switches]`: measures, and writes what docs/performance.md shows.
import { ensureInstalled, run, stopWithNpm } from './ground.mjs'

stopWithNpm()
ensureInstalled({ dev: true })
await run('bench/run.ts')
