import { useState } from 'react'
import { Line, type Outline } from '../ui/card/Shape.tsx'
import type { Asker } from './asking.ts'
import css from './card.module.css'
import { ShowCode } from './ShowCode.tsx'
import type { Waiting } from './shapes.ts'
import { type Speech, useSpeech, type Word } from './speech.ts'

const kinds: Partial<Record<string, Word>> = {
  prize: 'wait.prize',
  joining: 'wait.joining',
  birthday: 'wait.birthday',
  reserved: 'wait.reserved',
}

/** Something that waits for her: what it is, where it comes from, until when; its code is one tap away. */
export function WaitingRow({
  waiting,
  ask,
  refresh,
}: {
  waiting: Waiting
  ask: Asker
  refresh: () => Promise<void>
}) {
  const speech = useSpeech()
  const { say } = speech
  const [open, setOpen] = useState(false)
  const what = say(kinds[waiting.kind] ?? 'wait.gift')
  const name = waiting.name || say('wait.gift')
  return (
    <section className={css.row}>
      <span className={css.sign}>
        <Line of={outlineOf(waiting.benefit)} size={24} />
      </span>
      <div>
        <h2 className={css.title}>{name}</h2>
        <p>{waiting.until ? say('wait.until', { what, day: endOf(waiting.until, speech) }) : what}</p>
      </div>
      {waiting.code && (
        <button
          type="button"
          className={css.take}
          aria-label={`${say('take')}: ${name}`}
          onClick={() => setOpen(true)}
        >
          {say('take')}
        </button>
      )}
      {open && waiting.code && (
        <ShowCode
          name={name}
          code={waiting.code}
          until={waiting.until}
          redemptionId={waiting.kind === 'reserved' ? waiting.id : null}
          ask={ask}
          onClose={() => {
            setOpen(false)
            void refresh()
          }}
        />
      )}
    </section>
  )
}

const HOURS_MS = 12 * 3_600_000

/** What ends within hours is told by the clock. */
function endOf(until: string, speech: Speech): string {
  return Date.parse(until) - Date.now() < HOURS_MS ? speech.moment(until) : speech.near(until)
}

function outlineOf(benefit: string): Outline {
  return benefit === 'percent' || benefit === 'amount' ? 'percent' : 'gift'
}
