import { useState } from 'react'
import { type Asker, newKey } from './asking.ts'
import css from './card.module.css'
import { Field, Sheet, Told, wordsOfFault } from './parts.tsx'
import { ShowCode } from './ShowCode.tsx'
import type { Redemption, RewardShown } from './shapes.ts'
import { useSpeech } from './speech.ts'

interface Props {
  reward: RewardShown
  ask: Asker
  onClose: () => void
  refresh: () => Promise<void>
}

/** Says what it takes, takes it, and shows the code; putting it back is one tap. */
export function TakeReward({ reward, ask, onClose, refresh }: Props) {
  const speech = useSpeech()
  const { say } = speech
  const { price } = reward
  const [points, setPoints] = useState(price.points)
  const [taken, setTaken] = useState<Redemption>()
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  // Made once for this wish: pressing twice, or again after a dead network, takes one.
  const [key, setKey] = useState(newKey)
  const choices = choicesOf(price)
  const take = async () => {
    setBusy(true)
    setFault(undefined)
    try {
      const body = { rewardId: reward.id, ...(choices.length > 1 && { points }) }
      setTaken(await ask<Redemption>('POST', '/card/redemptions', body, key))
      void refresh()
    } catch (error) {
      setFault(wordsOfFault(error, speech))
      setBusy(false)
    }
  }
  const close = () => {
    onClose()
    void refresh()
  }
  if (taken?.code)
    return <ShowCode {...taken} code={taken.code} redemptionId={taken.id} ask={ask} onClose={close} />
  const cost = [
    ...(points ? [say('points', { n: points })] : []),
    ...(price.stamps ? [say('stamps', { n: price.stamps })] : []),
  ].join(' + ')
  return (
    <Sheet label={reward.name} onClose={onClose}>
      <h2>{reward.name}</h2>
      {reward.description && <p>{reward.description}</p>}
      {choices.length > 1 && (
        <Field label={say('take.howMany')}>
          {(ids) => (
            <select
              {...ids}
              value={String(points)}
              onChange={(event) => {
                setPoints(Number(event.currentTarget.value))
                setKey(newKey())
              }}
            >
              {choices.map((choice) => (
                <option key={choice} value={choice}>
                  {speech.number(choice)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <p>{cost ? say('take.cost', { amount: cost }) : say('take.free')}</p>
      {fault && <Told>{fault}</Told>}
      <div className={css.acts}>
        <button type="button" className={css.quiet} onClick={onClose}>
          {say('close')}
        </button>
        <button type="button" className={css.main} disabled={busy} onClick={take}>
          {say('take')}
        </button>
      </div>
    </Sheet>
  )
}

const CHOICES = 50

/** Where she may choose how many points to spend: from the least to the most, by steps. */
function choicesOf({ points, pointsMax, pointsStep }: RewardShown['price']): number[] {
  if (!points || !pointsMax || !pointsStep) return []
  const count = Math.min(CHOICES, Math.floor((pointsMax - points) / pointsStep) + 1)
  return Array.from({ length: count }, (_, index) => points + index * pointsStep)
}
