import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { saveAs } from '../../../api/api.ts'
import type { AppleWallet } from '../../../api/wallet.ts'
import { useFormats } from '../../../ui/format.ts'
import list from '../../../ui/list.module.css'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { AppleForm } from './AppleForm.tsx'
import { Acts, Facts, How, Warning } from './parts.tsx'
import styles from './wallet.module.css'
import { words } from './words/words.ts'

/** Apple Wallet: what it stands for until it is set up, and how it stands once it is. */
export function AppleSection({ apple }: { apple: AppleWallet }) {
  const { say } = useWords(words)
  const [open, setOpen] = useState(false)
  const isThere = apple.state !== 'missing'
  return (
    <section className={list.section} aria-label="Apple Wallet">
      <h2>Apple Wallet</h2>
      <div className={`${list.sheet} ${styles.sheet}`}>
        <Standing apple={apple} />
        {isThere ? <WhatIsThere apple={apple} onReplace={() => setOpen(!open)} /> : null}
        {isThere && !open ? null : (
          <>
            <How
              title={say('how')}
              steps={[say('apple.how.1'), say('apple.how.2'), say('apple.how.3'), say('apple.how.4')]}
            />
            <AppleForm onDone={() => setOpen(false)} />
          </>
        )}
      </div>
    </section>
  )
}

/** How it stands, as a sentence; what needs somebody is told as such. */
function Standing({ apple }: { apple: AppleWallet }) {
  const { say } = useWords(words)
  const { day } = useFormats()
  const { state, validUntil, trial, updates, problem } = apple
  const until = validUntil ? day(validUntil) : ''
  return (
    <>
      {state === 'missing' ? <p>{say('apple.missing')}</p> : null}
      {state === 'ready' && !trial ? <p>{say('apple.ready')}</p> : null}
      {state === 'expiring' ? <Warning>{say('apple.expiring', { day: until })}</Warning> : null}
      {state === 'expired' ? <Warning>{say('apple.expired', { day: until })}</Warning> : null}
      {state === 'lost' ? <Warning>{say('apple.lost')}</Warning> : null}
      {trial ? <Warning>{say('apple.trial')}</Warning> : null}
      {state !== 'missing' && !updates ? <Warning>{say('apple.http')}</Warning> : null}
      {problem ? <Warning>{say('problem', { problem })}</Warning> : null}
    </>
  )
}

function WhatIsThere({ apple, onReplace }: { apple: AppleWallet; onReplace(): void }) {
  const { say } = useWords(words)
  const { day, number } = useFormats()
  const { passTypeId, teamId, name, issuer, validUntil, state } = apple
  const sample = useMutation({ mutationFn: () => saveAs('/api/v1/wallet/apple/sample', 'sample.pkpass') })
  const canSign = state === 'ready' || state === 'expiring'
  return (
    <>
      <Facts
        facts={[
          [say('apple.for'), passTypeId],
          [say('apple.owner'), name],
          [say('apple.team'), teamId],
          [say('apple.issuer'), issuer],
          [say('apple.valid'), validUntil ? day(validUntil) : ''],
          [say('passes'), number(apple.passes)],
        ]}
      />
      <Acts
        kind="apple"
        remove={say('apple.remove')}
        meaning={say('apple.remove.meaning')}
        replace={say('apple.replace')}
        onReplace={onReplace}
      >
        {canSign ? (
          <Button
            variant="light"
            leftSection={<IconDownload size={18} stroke={1.75} aria-hidden="true" />}
            loading={sample.isPending}
            onClick={() => sample.mutate()}
          >
            {say('apple.sample')}
          </Button>
        ) : null}
      </Acts>
      <Fault error={sample.error} />
    </>
  )
}
