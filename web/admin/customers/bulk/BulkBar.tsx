import { useNavigate } from '@tanstack/react-router'
import { useWords } from '../../../ui/words.tsx'
import { useSelf } from '../../seat.ts'
import styles from '../customers.module.css'
import { words } from '../words/words.ts'
import type { BulkKind } from './BulkPanel.tsx'
import type { Chosen } from './useChosen.ts'

interface Props {
  chosen: Chosen
  count: { count: number; about: boolean } | undefined
  onDo(kind: BulkKind): void
}

/** Who is chosen, and what can be done for all of them. */
export function BulkBar({ chosen, count, onDo }: Props) {
  const { say } = useWords(words)
  const { may } = useSelf()
  const navigate = useNavigate()
  if (chosen.count === 0) return null
  const [one, other] = chosen.ids
  return (
    <div className={styles.bar} role="toolbar" aria-label={say('bulk.title')}>
      <span>{say(chosen.about ? 'bulk.chosen.about' : 'bulk.chosen', { count: chosen.count })}</span>
      {!chosen.all && count && count.count > chosen.count ? (
        <button type="button" onClick={chosen.everybody}>
          {say(count.about ? 'bulk.everybody.about' : 'bulk.everybody', { count: count.count })}
        </button>
      ) : null}
      {may('points:adjust') ? (
        <button type="button" onClick={() => onDo('adjust')}>
          {say('bulk.adjust')}
        </button>
      ) : null}
      <button type="button" onClick={() => onDo('note')}>
        {say('bulk.note')}
      </button>
      <button type="button" onClick={() => onDo('mark')}>
        {say('bulk.mark')}
      </button>
      {may('business:write') ? (
        <button type="button" onClick={() => onDo('carry')}>
          {say('bulk.carry')}
        </button>
      ) : null}
      {one && other && chosen.ids.length === 2 ? (
        <button
          type="button"
          onClick={() => void navigate({ to: '/customers/duplicates', search: { one, other } })}
        >
          {say('bulk.merge')}
        </button>
      ) : null}
      <button type="button" onClick={chosen.none}>
        {say('bulk.none')}
      </button>
    </div>
  )
}
