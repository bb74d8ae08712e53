import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import type { Desk } from '../api.ts'
import { Shop } from '../parts/Top.tsx'
import type { Waiting as Sale } from '../store/database.ts'
import { useOnline } from '../store/network.ts'
import { sendOn, strikeOut, takeBack, useQueue } from '../store/queue.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

/** What waits on this device, in its order, and what a person has to settle. */
export function Waiting({ desk, onBack }: { desk: Desk; onBack(): void }) {
  const { say } = useWords(words)
  const online = useOnline()
  const queue = useQueue()
  return (
    <main className={styles.list}>
      <Shop desk={desk} />
      <h1>{say('queue.title')}</h1>
      <p>{say(leadFor(queue))}</p>
      <ul>
        {queue.map((sale) => (
          <Row key={sale.seq} sale={sale} />
        ))}
      </ul>
      <div className={`${styles.thumb} ${styles.listEnd}`}>
        {online && queue.some(({ state }) => state === 'waiting') ? (
          <button type="button" onClick={() => void sendOn()}>
            {say('queue.send')}
          </button>
        ) : null}
        <button type="button" onClick={onBack}>
          {say('back')}
        </button>
      </div>
    </main>
  )
}

function leadFor(queue: readonly Sale[]) {
  if (queue.length === 0) return 'queue.empty'
  return queue.some(({ state }) => state === 'waiting') ? 'queue.lead' : 'queue.lead.refused'
}

function Row({ sale }: { sale: Sale }) {
  const { say } = useWords(words)
  const { money, moment } = useFormats()
  const { told, request, state, refusal, sent, seq } = sale
  return (
    <li data-refused={state === 'refused' || undefined}>
      <p>
        <strong>{told.name ?? say('without_card')}</strong>
        <small>{request.occurredAt ? moment(request.occurredAt) : ''}</small>
        <small>{state === 'refused' ? refusal?.text : sent ? say('queue.unsure') : say('queue.waits')}</small>
      </p>
      <b>{money(told.amountMinor)}</b>
      {state === 'refused' ? (
        <button type="button" onClick={() => void strikeOut(seq!)}>
          {say('queue.settled')}
        </button>
      ) : sent ? (
        <span />
      ) : (
        <button type="button" onClick={() => void takeBack(seq!)}>
          {say('undo')}
        </button>
      )}
    </li>
  )
}
