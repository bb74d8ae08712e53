import { useState } from 'react'
import type { GoogleWallet } from '../../../api/wallet.ts'
import { useFormats } from '../../../ui/format.ts'
import list from '../../../ui/list.module.css'
import { useWords } from '../../../ui/words.tsx'
import { GoogleForm } from './GoogleForm.tsx'
import { Acts, Facts, How, Warning } from './parts.tsx'
import styles from './wallet.module.css'
import { words } from './words/words.ts'

/** Google Wallet: what it stands for until it is set up, and how it stands once it is. */
export function GoogleSection({ google }: { google: GoogleWallet }) {
  const { say } = useWords(words)
  const { number } = useFormats()
  const [open, setOpen] = useState(false)
  const { state, issuerId, account, problem, passes } = google
  const isThere = state !== 'missing'
  return (
    <section className={list.section} aria-label="Google Wallet">
      <h2>Google Wallet</h2>
      <div className={`${list.sheet} ${styles.sheet}`}>
        {state === 'missing' ? <p>{say('google.missing')}</p> : null}
        {state === 'ready' ? <p>{say('google.ready')}</p> : null}
        {state === 'lost' ? <Warning>{say('google.lost')}</Warning> : null}
        {problem ? <Warning>{say('problem', { problem })}</Warning> : null}
        {isThere ? (
          <>
            <Facts
              facts={[
                [say('google.issuer'), issuerId],
                [say('google.who'), account],
                [say('passes'), number(passes)],
              ]}
            />
            <Acts
              kind="google"
              remove={say('google.remove')}
              meaning={say('google.remove.meaning')}
              replace={say('google.replace')}
              onReplace={() => setOpen(!open)}
            />
          </>
        ) : null}
        {isThere && !open ? null : (
          <>
            <How
              title={say('how')}
              steps={[say('google.how.1'), say('google.how.2'), say('google.how.3'), say('google.how.4')]}
            />
            <GoogleForm issuerId={issuerId} onDone={() => setOpen(false)} />
          </>
        )}
      </div>
    </section>
  )
}
