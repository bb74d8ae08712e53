import { Button } from '@mantine/core'
import type { ToThinkOf } from '../../api/today.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { addDays } from '../../ui/dates.ts'
import { useFormats } from '../../ui/format.ts'
import { RhythmStrip } from '../../ui/RhythmStrip.tsx'
import { useWords } from '../../ui/words.tsx'
import { useSelf } from '../seat.ts'
import styles from './home.module.css'
import { besideOf, whyOf } from './saying.ts'
import { words } from './words/words.ts'

interface Props {
  one: ToThinkOf
  looked: boolean
  onLook(): void
  onSeen(): void
}

const STRIP_DAYS = 120
const tones = { slipping: 'plain', birthday: 'honey', name_day: 'honey', waiting: 'honey' } as const

/** Somebody to think of: who, why, what she is worth; a tap opens her, the button at the end sees to it. */
export function PersonRow({ one, looked, onLook, onSeen }: Props) {
  const { say, language } = useWords(words)
  const formats = useFormats()
  const { may } = useSelf()
  const { customer, reason } = one
  const name = customer.name || customer.phone || customer.email || say('nameless')
  const why = whyOf(one, say, formats, language)
  const beside = besideOf(one, say, formats)
  const from = addDays(formats.today, -STRIP_DAYS)
  return (
    <li className={styles.row} data-looked={looked || undefined}>
      <button type="button" className={styles.who} onClick={onLook} aria-pressed={looked}>
        <Avatar name={name} tone={tones[reason as keyof typeof tones] ?? 'petrol'} />
        <span className={styles.what}>
          <b>{name}</b>
          <small>{why}</small>
        </span>
        {reason === 'slipping' ? (
          <span className={styles.strip}>
            <RhythmStrip
              visits={customer.visits.filter(({ day }) => day >= from)}
              from={from}
              until={formats.today}
              height={34}
              slipping
              label={say('strip', { why, day: formats.near(customer.lastDay ?? formats.today) })}
            />
          </span>
        ) : null}
        {beside ? <span className={styles.beside}>{beside}</span> : null}
      </button>
      {may('customers:write') ? (
        <Button variant="light" onClick={onSeen} aria-label={say('done.of', { name })}>
          {say('done')}
        </Button>
      ) : null}
    </li>
  )
}
