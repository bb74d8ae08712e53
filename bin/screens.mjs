// `npm run screens`: takes a picture of every screen of the demo and lays it into docs/screens/.
import { ensureInstalled, run } from './ground.mjs'

ensureInstalled({ dev: true })
await run('bin/screens.ts')
