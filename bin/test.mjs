// `npm test [file …]`: installs what is missing and runs the tests, all of them or the files named.
import { ensureInstalled, run, stopWithNpm } from './ground.mjs'

stopWithNpm()
ensureInstalled({ dev: true })
await run('test/run.ts')
