import { Problem } from '../../api/api.ts'
import { useWords } from '../../ui/words.tsx'
import type { Desk } from '../api.ts'
import { askTill } from '../store/asking.ts'
import { words } from '../words/words.ts'
import { PinPad } from './PinPad.tsx'
import { Sheet } from './Sheet.tsx'

/** What a manager has to allow. */
export interface ApprovalNeed {
  kind: 'redeem_static' | 'redeem_large' | 'return'
  /** In the server's words. */
  told: string
  customerId?: string
  purchaseId?: string
  atMost: number
}

const kinds: Record<string, ApprovalNeed['kind']> = {
  'approval.static_code': 'redeem_static',
  'approval.large': 'redeem_large',
  'approval.return': 'return',
}
// Of a reward, the server knows the price; a word for this much covers any.
const REWARD_AT_MOST = 1_000_000

/** The need that a refusal tells of; null when it is about something else. */
export function approvalNeeded(
  problem: unknown,
  about: { customerId?: string | null; purchaseId?: string; amount: number },
): ApprovalNeed | null {
  const kind = problem instanceof Problem ? kinds[problem.code] : undefined
  if (!kind) return null
  const { customerId, purchaseId, amount } = about
  const atMost = kind === 'return' ? amount : amount || REWARD_AT_MOST
  const told = (problem as Problem).message
  return purchaseId
    ? { kind, told, purchaseId, atMost }
    : { kind, told, atMost, ...(customerId ? { customerId } : {}) }
}

interface Props {
  desk: Desk
  need: ApprovalNeed
  onClose(): void
  onGiven(approval: string): void
}

/** A manager's word, by her PIN, where the work is done. */
export function Approval({ desk, need, onClose, onGiven }: Props) {
  const { say } = useWords(words)
  const { told, ...deed } = need
  const managers = desk.seats.filter(({ role }) => role === 'owner' || role === 'manager')
  return (
    <Sheet title={say('approval.title')} onClose={onClose}>
      <p>{told}</p>
      <PinPad
        seats={managers}
        act={say('approval.give')}
        onPin={async (staffId, pin) => {
          const { id } = await askTill<{ id: string }>('POST', '/api/v1/counter/approvals', {
            ...deed,
            staffId,
            pin,
          })
          onGiven(id)
        }}
      />
    </Sheet>
  )
}
