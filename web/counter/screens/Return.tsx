import { IconMinus, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useFormats } from '../../ui/format.ts'
import { Done, Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import type { Desk, Sold, SoldLine } from '../api.ts'
import { Approval, type ApprovalNeed, approvalNeeded } from '../parts/Approval.tsx'
import { Sheet } from '../parts/Sheet.tsx'
import { askTill } from '../store/asking.ts'
import { newKey } from '../store/keys.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

const reasons = ['slip', 'fault', 'mind'] as const

interface Answer {
  return: { total: number; refund: number }
  takenBack: { points: number; stamps: Record<string, number> }
}

/** Takes a sale back, in whole or by the piece: what it had brought goes as well. */
export function Return({ desk, sold, onClose }: { desk: Desk; sold: Sold; onClose(): void }) {
  const { say } = useWords(words)
  const { money } = useFormats()
  const [count, setCount] = useState<Record<number, number>>(() =>
    Object.fromEntries(sold.lines.map((line) => [line.line, line.quantity - line.returnedQuantity])),
  )
  const [reason, setReason] = useState<(typeof reasons)[number]>('slip')
  const [fault, setFault] = useState<unknown>(null)
  const [need, setNeed] = useState<ApprovalNeed | null>(null)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [busy, setBusy] = useState(false)
  const [key, setKey] = useState(newKey)
  const lines = sold.lines.filter((line) => (count[line.line] ?? 0) > 0)
  const amount = lines.reduce(
    (sum, line) => sum + Math.round((line.total * count[line.line]!) / line.quantity),
    0,
  )
  const back = async (approval?: string) => {
    setBusy(true)
    setFault(null)
    setNeed(null)
    const whole = sold.lines.every((line) => count[line.line] === line.quantity - line.returnedQuantity)
    const what = whole
      ? { all: true as const }
      : { lines: lines.map(({ line }) => ({ line, quantity: count[line]! })) }
    try {
      const path = `/api/v1/purchases/${sold.id}/returns`
      setAnswer(
        await askTill<Answer>('POST', path, { ...what, reason: say(`return.${reason}`) }, { key, approval }),
      )
    } catch (problem) {
      const needed = approvalNeeded(problem, { purchaseId: sold.id!, amount: sold.total })
      if (needed) setNeed(needed)
      else setFault(problem)
    } finally {
      setBusy(false)
    }
  }
  if (need) return <Approval desk={desk} need={need} onClose={() => setNeed(null)} onGiven={back} />
  if (answer)
    return (
      <Sheet title={say('return.title')} onClose={onClose}>
        <Done>{say('return.done', { amount: money(answer.return.refund) })}</Done>
        <button type="button" className={styles.main} data-plain="true" onClick={onClose}>
          {say('close')}
        </button>
      </Sheet>
    )
  return (
    <Sheet title={say('return.title')} onClose={onClose}>
      <ul className={styles.basket}>
        {sold.lines
          .filter((line) => line.quantity > line.returnedQuantity)
          .map((line) => (
            <Piece
              key={line.line}
              line={line}
              count={count[line.line] ?? 0}
              set={(pieces) => {
                setCount((now) => ({ ...now, [line.line]: pieces }))
                setKey(newKey())
              }}
            />
          ))}
      </ul>
      <fieldset className={styles.languages}>
        <legend>{say('return.why')}</legend>
        {reasons.map((one) => (
          <button key={one} type="button" aria-pressed={one === reason} onClick={() => setReason(one)}>
            {say(`return.${one}`)}
          </button>
        ))}
      </fieldset>
      <Fault error={fault} />
      <button
        type="button"
        className={styles.main}
        disabled={busy || lines.length === 0}
        onClick={() => void back()}
      >
        <span>{say('return.do')}</span>
        <b>{money(amount)}</b>
      </button>
    </Sheet>
  )
}

function Piece({ line, count, set }: { line: SoldLine; count: number; set(count: number): void }) {
  const { say } = useWords(words)
  const { money } = useFormats()
  const name = line.name ?? line.category ?? say('return.amount', { amount: money(line.total) })
  const left = line.quantity - line.returnedQuantity
  return (
    <li>
      <span>{name}</span>
      <button
        type="button"
        disabled={count <= 0}
        onClick={() => set(Math.max(0, count - 1))}
        aria-label={say('basket.less', { name })}
      >
        <IconMinus size={18} stroke={1.75} aria-hidden="true" />
      </button>
      <b>{count}</b>
      <button
        type="button"
        disabled={count >= left}
        onClick={() => set(Math.min(left, count + 1))}
        aria-label={say('basket.more', { name })}
      >
        <IconPlus size={18} stroke={1.75} aria-hidden="true" />
      </button>
    </li>
  )
}
