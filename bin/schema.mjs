// `npm run schema`: applies the migrations to an empty database and writes what they made to schema.sql.
import { ensureInstalled, run } from './ground.mjs'

ensureInstalled({ dev: true })
await run('bin/schema.ts')
