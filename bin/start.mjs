// `npm start`: installs what is missing and runs the server until it is told to stop.
import { ensureInstalled, run, stopWithNpm } from './ground.mjs'

stopWithNpm()
ensureInstalled()
await run('server/main.ts')
