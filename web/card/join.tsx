import { JoinApp } from './join/JoinApp.tsx'
import type { JoinPage } from './shapes.ts'
import { firstOf, show } from './start.tsx'

const first = firstOf<{ page: JoinPage }>()

void show(first.language, 'UTC', (_speech, choose) => <JoinApp page={first.page} onLanguage={choose} />)
