import { useQuery } from '@tanstack/react-query'
import { useContext } from 'react'
import { tierPeople } from '../../api/offering.ts'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import { Editing } from './editing.ts'
import styles from './programme.module.css'
import { words } from './words/words.ts'

/** The tiers as steps, each as high as it is hard, with how many people stand on it now. */
export function TierSteps({ onOpen, may }: { onOpen(place: string): void; may: boolean }) {
  const { say } = useWords(words)
  const { money } = useFormats()
  const { programme, nameOf } = useContext(Editing)
  const { data } = useQuery(tierPeople)
  const { tiers } = programme
  if (!tiers || tiers.levels.length === 0) return null
  const people = new Map(data?.items.map((one) => [one.id, one.people]))
  const takes = (from: number) => {
    if (from === 0) return say('step.start')
    if (tiers.by === 'spend') return say('step.spend', { amount: money(from) })
    return say(`step.${tiers.by}`, { count: from })
  }
  return (
    <section className={styles.group} aria-label={say('steps')}>
      <h2>{say('steps')}</h2>
      <ol className={styles.steps}>
        {tiers.levels.map((level, index) => {
          const said = (
            <>
              <b>{nameOf(level)}</b>
              <span>{takes(level.from)}</span>
              <span className={styles.people}>
                {say('step.people', { count: people.get(level.id) ?? 0 })}
              </span>
              <span className={styles.height} style={{ height: 12 + 20 * index }} aria-hidden="true" />
            </>
          )
          return (
            <li key={level.id}>
              {may ? (
                <button type="button" onClick={() => onOpen(`tiers.levels.${index}`)}>
                  {said}
                </button>
              ) : (
                <div>{said}</div>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
