import { useState } from 'react'
import type { Asker } from '../asking.ts'
import css from '../card.module.css'
import { forgetAll } from '../kept.ts'
import { Sheet, Told, wordsOfFault } from '../parts.tsx'
import type { CardState, Me } from '../shapes.ts'
import { type Speech, useSpeech } from '../speech.ts'

interface Props {
  me: Me
  state: CardState
  token: string
  ask: Asker
  onMe: (me: Me) => void
}

/** A copy to take along, other devices, and leaving: without pleading, and once more asked, as it can't be undone. */
export function MyData({ me, state, token, ask, onMe }: Props) {
  const speech = useSpeech()
  const { say } = speech
  const lost = lostBy(state, speech)
  const [leaving, setLeaving] = useState(false)
  const [left, setLeft] = useState(false)
  const [fault, setFault] = useState<string>()
  const trying = (work: () => Promise<void>) => () => {
    setFault(undefined)
    work().catch((error) => setFault(wordsOfFault(error, speech)))
  }
  const download = trying(async () => save(await ask<object>('GET', '/card/export')))
  const closeOthers = trying(async () => {
    await ask('POST', '/card/other-devices/revoke')
    onMe({ ...me, otherDevices: 0 })
  })
  const leave = trying(async () => {
    await ask('POST', '/card/leave', { forGood: true })
    await forgetAll(token)
    setLeft(true)
  })
  if (left)
    return (
      <div className={css.leftOver} role="status">
        <h1>{say('left.title')}</h1>
        <p>{say('left.sub')}</p>
      </div>
    )
  return (
    <section>
      <h2>{say('me.data')}</h2>
      <div className={css.stack}>
        <button type="button" className={css.quiet} onClick={download}>
          {say('me.download')}
        </button>
        {me.otherDevices > 0 && (
          <p className={css.note}>
            {say('me.devices', { n: me.otherDevices })}
            <button type="button" className={css.link} onClick={closeOthers}>
              {say('me.devices.close')}
            </button>
          </p>
        )}
        {fault && <Told>{fault}</Told>}
        <button type="button" className={css.link} onClick={() => setLeaving(true)}>
          {say('me.leave')}
        </button>
      </div>
      {leaving && (
        <Sheet label={say('me.leave')} onClose={() => setLeaving(false)}>
          <h2>{say('me.leave')}</h2>
          <p>{say('me.leave.what')}</p>
          {lost.length > 0 && <p>{say('me.leave.lose', { what: lost.join(', ') })}</p>}
          {fault && <Told>{fault}</Told>}
          <div className={css.acts}>
            <button type="button" className={css.end} onClick={leave}>
              {say('me.leave.do')}
            </button>
            <button type="button" className={css.main} onClick={() => setLeaving(false)}>
              {say('me.leave.stay')}
            </button>
          </div>
        </Sheet>
      )}
    </section>
  )
}

/** What she has and would lose, counted out: points, stamps, gifts. */
function lostBy({ points, stampCards, waiting }: CardState, { say, count }: Speech): string[] {
  const stamps = stampCards.reduce((sum, { has }) => sum + has, 0)
  const held = points ? points.balance + points.pending : 0
  return [
    ...(held > 0 ? [count('points', held, points?.unit ?? null)] : []),
    ...(stamps > 0 ? [say('stamps', { n: stamps })] : []),
    ...(waiting.length > 0 ? [say('leave.gifts', { n: waiting.length })] : []),
  ]
}

/** As a file of hers; the browser asks her where. */
function save(copy: object): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(copy, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = 'my-data.json'
  link.click()
  URL.revokeObjectURL(address)
}
