import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import type { Desk, Leaf, SaleAnswer, Scanned } from '../api.ts'
import { LiveWords, useTell } from '../parts/Live.tsx'
import type { Draft } from '../sale.ts'
import { useHandScanner } from '../scan/handScanner.ts'
import { readCode } from '../scan/read.ts'
import type { Session } from '../store/session.ts'
import { Done } from './Done.tsx'
import { Identify } from './Identify.tsx'
import { Who } from './Who.tsx'

const Waiting = lazy(() => import('./Waiting.tsx').then(({ Waiting }) => ({ default: Waiting })))
const Receipts = lazy(() => import('./Receipts.tsx').then(({ Receipts }) => ({ default: Receipts })))

/** What was just rung up. */
export interface DoneSale {
  leaf: Leaf | null
  draft: Draft
  amountMinor: number
  /** What the server answered; null while the sale waits here. */
  answer: SaleAnswer | null
  /** Its place in the queue while it waits. */
  seq: number | null
  /** A day to congratulate on, said with it. */
  congratulate: 'birthday' | 'nameDay' | null
}

type Screen =
  | { at: 'identify' }
  | { at: 'who'; customerId: string | null; how: Scanned['how']; code?: Scanned & { typed: string } }
  | { at: 'done'; sale: DoneSale }
  | { at: 'waiting' }
  | { at: 'receipts'; customerId: string | null }

/** The counter at work. */
export function Till({ desk, session, onDevice }: { desk: Desk; session: Session; onDevice(): void }) {
  const [screen, setScreen] = useState<Screen>({ at: 'identify' })
  const [notice, setNotice] = useState<string | null>(null)
  const { told, tell } = useTell()
  const identify = useCallback(() => setScreen({ at: 'identify' }), [])
  const onCode = useCallback(
    async (text: string) => {
      const read = await readCode(text, desk)
      if ('problem' in read) return setNotice(read.problem)
      setNotice(null)
      const { found } = read
      setScreen((now) => {
        const isHers = now.at === 'who' && (!found.customerId || found.customerId === now.customerId)
        const customerId = isHers && now.at === 'who' ? now.customerId : found.customerId
        const code = found.kind === 'customer' ? {} : { code: { ...found, typed: text } }
        return { at: 'who', customerId, how: found.how, ...code }
      })
    },
    [desk],
  )
  useHandScanner(onCode)
  useEffect(() => {
    const see = () => setScreen({ at: 'waiting' })
    addEventListener('regulars:see-queue', see)
    return () => removeEventListener('regulars:see-queue', see)
  }, [])
  const top = { desk, onLock: desk.till ? session.lock : onDevice, onDevice }
  return (
    <>
      <LiveWords said={told} />
      {screen.at === 'identify' ? (
        <Identify
          {...top}
          notice={notice}
          onCode={onCode}
          onPick={(customerId) => {
            setNotice(null)
            setScreen({ at: 'who', customerId, how: null })
          }}
          onReceipts={() => setScreen({ at: 'receipts', customerId: null })}
        />
      ) : null}
      {screen.at === 'who' ? (
        <Who
          key={screen.customerId ?? 'nobody'}
          {...top}
          {...screen}
          notice={notice}
          onBack={identify}
          onReceipts={() => setScreen({ at: 'receipts', customerId: screen.customerId })}
          onDone={(sale) => setScreen({ at: 'done', sale })}
        />
      ) : null}
      {screen.at === 'done' ? <Done {...top} sale={screen.sale} onNext={identify} tell={tell} /> : null}
      <Suspense fallback={null}>
        {screen.at === 'waiting' ? <Waiting desk={desk} onBack={identify} /> : null}
        {screen.at === 'receipts' ? (
          <Receipts desk={desk} customerId={screen.customerId} onBack={identify} />
        ) : null}
      </Suspense>
    </>
  )
}
