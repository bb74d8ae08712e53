import { CardApp } from './CardApp.tsx'
import { Gone, type GoneFirst } from './Gone.tsx'
import { keepState, keptState } from './kept.ts'
import type { CardState } from './shapes.ts'
import { firstOf, show } from './start.tsx'

const first = firstOf<{ state?: CardState } & Partial<GoneFirst>>()
const token = location.pathname.split('/')[2] ?? ''

if (first.state) {
  // A page from the worker's cache may be older than what was last shown here.
  const kept = keptState(token)
  const state = kept && kept.asOf > first.state.asOf ? kept : first.state
  keepState(token, state)
  void show(first.language, state.business.timeZone, (_speech, choose) => (
    <CardApp first={state} token={token} onLanguage={choose} />
  ))
  void navigator.serviceWorker?.register('/card/sw.js', { scope: '/card/' }).catch(() => undefined)
} else {
  void show(first.language, 'UTC', () => <Gone first={first as GoneFirst} />)
}
