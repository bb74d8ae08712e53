import { useCallback, useEffect, useMemo, useState } from 'react'
import { paintOf } from '../ui/card/look.ts'
import type { Language } from '../ui/messages.ts'
import { asker, Problem } from './asking.ts'
import css from './card.module.css'
import { Icon } from './Icon.tsx'
import { keepState, keptState } from './kept.ts'
import type { CardState } from './shapes.ts'
import { useSpeech } from './speech.ts'
import { CardTab } from './tabs/CardTab.tsx'
import { HistoryTab } from './tabs/HistoryTab.tsx'
import { MeTab } from './tabs/MeTab.tsx'
import { RewardsTab } from './tabs/RewardsTab.tsx'

const tabs = ['card', 'rewards', 'history', 'me'] as const
type Tab = (typeof tabs)[number]

interface Props {
  first: CardState
  token: string
  onLanguage: (language: Language) => void
}

/** The customer's card: the address says by its `#` which of its four sides is up. */
export function CardApp({ first, token, onLanguage }: Props) {
  const speech = useSpeech()
  const { say, language } = speech
  const ask = useMemo(() => asker(language, token), [language, token])
  const { state, offline, refresh } = useCardState(first, token, ask)
  const tab = useTab()
  useEffect(() => {
    // In another language than the page was sent in, the shop's own names change, too.
    if (language !== document.documentElement.dataset.sent) void refresh()
    document.documentElement.dataset.sent = language
  }, [language, refresh])
  return (
    <div className={css.app} style={paintOf(state.look)}>
      {offline && (
        <p className={css.band} role="status">
          {say('offline', { moment: speech.moment(state.asOf) })}
        </p>
      )}
      <main className={css.body}>
        {tab === 'card' && <CardTab state={state} token={token} ask={ask} refresh={refresh} />}
        {tab === 'rewards' && <RewardsTab state={state} ask={ask} refresh={refresh} />}
        {tab === 'history' && <HistoryTab ask={ask} />}
        {tab === 'me' && (
          <MeTab state={state} token={token} ask={ask} onLanguage={onLanguage} refresh={refresh} />
        )}
      </main>
      <nav className={css.tabs}>
        {tabs.map((one) => (
          <a key={one} href={`#${one}`} aria-current={one === tab ? 'page' : undefined}>
            <Icon of={one} />
            {say(`tab.${one}`)}
          </a>
        ))}
      </nav>
    </div>
  )
}

function useTab(): Tab {
  const read = () => tabs.find((tab) => `#${tab}` === location.hash) ?? 'card'
  const [tab, setTab] = useState(read)
  useEffect(() => {
    const turned = () => {
      setTab(read())
      scrollTo(0, 0)
    }
    addEventListener('hashchange', turned)
    return () => removeEventListener('hashchange', turned)
  })
  return tab
}

const FRESH_MS = 30_000

/** The state of the card, asked for anew whenever she comes back to it. */
function useCardState(first: CardState, token: string, ask: ReturnType<typeof asker>) {
  const [state, setState] = useState(first)
  const [offline, setOffline] = useState(!navigator.onLine)
  const refresh = useCallback(async () => {
    try {
      const now = await ask<CardState>('GET', '/card')
      keepState(token, now)
      setState(now)
      setOffline(false)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.code === 'offline') setOffline(true)
      // Called off or erased meanwhile: the page itself says so.
      else if (error.status === 410 || error.status === 401) location.reload()
    }
  }, [ask, token])
  useEffect(() => {
    const back = () => {
      const shown = keptState(token)
      const old = !shown || Date.now() - Date.parse(shown.asOf) > FRESH_MS
      if (document.visibilityState === 'visible' && old) void refresh()
    }
    const gone = () => setOffline(true)
    const online = () => void refresh()
    back()
    document.addEventListener('visibilitychange', back)
    addEventListener('online', online)
    addEventListener('offline', gone)
    return () => {
      document.removeEventListener('visibilitychange', back)
      removeEventListener('online', online)
      removeEventListener('offline', gone)
    }
  }, [refresh, token])
  return { state, offline, refresh }
}
