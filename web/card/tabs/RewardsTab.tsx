import { useEffect, useState } from 'react'
import type { Asker } from '../asking.ts'
import css from '../card.module.css'
import { PrizeRows } from '../PrizeRows.tsx'
import { Told, wordsOfFault } from '../parts.tsx'
import { Sign } from '../Sign.tsx'
import type { CardState, RewardShown } from '../shapes.ts'
import { type Speech, useSpeech } from '../speech.ts'
import { TakeReward } from '../TakeReward.tsx'
import { WaitingRow } from '../WaitingRow.tsx'

interface Props {
  state: CardState
  ask: Asker
  refresh: () => Promise<void>
}

/** What there is to have: hers first, then what she can take, then the rest with what is missing. */
export function RewardsTab({ state, ask, refresh }: Props) {
  const speech = useSpeech()
  const { say } = speech
  const [rewards, setRewards] = useState<RewardShown[]>()
  const [fault, setFault] = useState<string>()
  useEffect(() => {
    ask<{ items: RewardShown[] }>('GET', '/card/rewards')
      .then(({ items }) => setRewards(items))
      .catch((error) => setFault(wordsOfFault(error, speech)))
  }, [ask, speech])
  return (
    <>
      <h1>{say('tab.rewards')}</h1>
      <div className={css.below}>
        {state.waiting.map((one) => (
          <WaitingRow key={one.id} waiting={one} ask={ask} refresh={refresh} />
        ))}
        {fault && <Told>{fault}</Told>}
        {state.stampCards.map((card) => (
          <PrizeRows key={card.unit} card={card} />
        ))}
        {rewards?.length === 0 && state.waiting.length === 0 && state.stampCards.length === 0 && (
          <p>{say('rewards.none')}</p>
        )}
        {rewards?.map((reward) => (
          <RewardRow key={reward.id} reward={reward} state={state} ask={ask} refresh={refresh} />
        ))}
      </div>
    </>
  )
}

function RewardRow({ reward, state, ask, refresh }: Props & { reward: RewardShown }) {
  const speech = useSpeech()
  const { say } = speech
  const [open, setOpen] = useState(false)
  const { allowed, missing, reason } = reward
  const lacks = missing.points > 0 || missing.stamps > 0
  return (
    <section className={css.row}>
      <Sign picture={reward.image} benefit={reward.benefit} />
      <div>
        <h2 className={css.title}>{reward.name}</h2>
        {reward.description && <p>{reward.description}</p>}
        <p>{priceOf(reward, state, speech)}</p>
        {!allowed && reason && <p>{reason}</p>}
        {lacks && !reason && (
          <p>{say('rewards.still', { amount: amountOf(missing.points, missing.stamps, state, speech) })}</p>
        )}
        {lacks && !reason && reward.price.points && (
          <span className={css.bar} aria-hidden="true">
            <span style={{ width: `${Math.round((1 - missing.points / reward.price.points) * 100)}%` }} />
          </span>
        )}
      </div>
      {allowed && (
        <button
          type="button"
          className={css.take}
          aria-label={`${say('take')}: ${reward.name}`}
          onClick={() => setOpen(true)}
        >
          {say('take')}
        </button>
      )}
      {open && <TakeReward reward={reward} ask={ask} onClose={() => setOpen(false)} refresh={refresh} />}
    </section>
  )
}

function amountOf(points: number, stamps: number, state: CardState, speech: Speech): string {
  return [
    ...(points > 0 ? [speech.count('points', points, state.points?.unit ?? null)] : []),
    ...(stamps > 0 ? [speech.count('stamps', stamps, null)] : []),
  ].join(' + ')
}

function priceOf({ price, stock }: RewardShown, state: CardState, speech: Speech): string {
  const { say } = speech
  const cost = amountOf(price.points ?? 0, price.stamps ?? 0, state, speech)
  const said = cost === '' ? say('rewards.free') : cost
  return stock !== null && stock > 0 && stock <= 20 ? `${said} · ${say('rewards.left', { n: stock })}` : said
}
