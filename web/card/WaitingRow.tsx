import { useState } from 'react'
import type { Asker } from './asking.ts'
import css from './card.module.css'
import { ShowCode } from './ShowCode.tsx'
import { Sign } from './Sign.tsx'
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
  const worth = worthOf(waiting, speech)
  const name = waiting.name || worth || say('wait.gift')
  const { from, places } = waiting
  return (
    <section className={css.row}>
      <Sign picture={waiting.picture} icon={waiting.icon} benefit={waiting.benefit} />
      <div>
        <h2 className={css.title}>{name}</h2>
        <p>{waiting.until ? say('wait.until', { what, day: endOf(waiting.until, speech) }) : what}</p>
        {worth && waiting.name && <p>{worth}</p>}
        {from && <p>{say('wait.from', { day: speech.near(from) })}</p>}
        {places.length > 0 && <p>{say('wait.only', { places: places.join(', ') })}</p>}
      </div>
      {waiting.code && !from && (
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

/** What a discount is worth: a figure with its sign, never bare. */
function worthOf({ worth, benefit }: Waiting, speech: Speech): string | null {
  if (!worth) return null
  const { percent, amountMinor, currency, mostMinor } = worth
  const { say } = speech
  const most =
    mostMinor === null ? '' : `, ${say('worth.most', { amount: speech.money(mostMinor, currency ?? '') })}`
  if (percent !== null) return say('worth.percent', { percent: speech.percent(percent) }) + most
  const amount = speech.money(amountMinor ?? 0, currency ?? '')
  return say(benefit === 'gift_card' ? 'worth.gift_card' : 'worth.amount', { amount })
}
