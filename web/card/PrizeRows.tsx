import css from './card.module.css'
import { Sign } from './Sign.tsx'
import type { StampCardShown } from './shapes.ts'
import { useSpeech } from './speech.ts'

/** What a stamp card holds, with how far it is to each. */
export function PrizeRows({ card }: { card: StampCardShown }) {
  const { say } = useSpeech()
  return (
    <section className={css.group} aria-label={card.name}>
      <h2 className={css.groupTitle}>{card.name}</h2>
      {card.prizes.map((prize) => (
        <div key={prize.at} className={css.row}>
          <Sign picture={prize.picture} icon={prize.icon} />
          <div>
            <h3 className={css.title}>{prize.name}</h3>
            <p>
              {[
                say('stamps', { n: prize.at }),
                ...(prize.at > card.has
                  ? [say('rewards.still', { amount: say('stamps', { n: prize.at - card.has }) })]
                  : []),
              ].join(' · ')}
            </p>
            <span className={css.bar} aria-hidden="true">
              <span style={{ width: `${Math.round((Math.min(card.has, prize.at) / prize.at) * 100)}%` }} />
            </span>
          </div>
        </div>
      ))}
    </section>
  )
}
