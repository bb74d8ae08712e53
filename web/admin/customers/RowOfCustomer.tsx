import { IconCake } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { CustomerRow, Listed } from '../../api/customers.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { addDays } from '../../ui/dates.ts'
import { useFormats } from '../../ui/format.ts'
import { RhythmStrip } from '../../ui/RhythmStrip.tsx'
import { useWords } from '../../ui/words.tsx'
import styles from './customers.module.css'
import { daysToBirthday, sentenceOf } from './saying.ts'
import { useProgrammeNames } from './useProgrammeNames.ts'
import { words } from './words/words.ts'

interface Props {
  row: CustomerRow
  listed: Listed
  /** Where the keys J and K stand. */
  current: boolean
  looked: boolean
  chosen: boolean
  /** null where nothing can be done for many. */
  onChoose: ((id: string, chosen: boolean) => void) | null
}

const STRIP_DAYS = 91

/** A customer in the list: who she is, one sentence, her habit, what she has. */
export const RowOfCustomer = memo(function RowOfCustomer(props: Props) {
  const { row, listed, current, looked, chosen, onChoose } = props
  const { say } = useWords(words)
  const formats = useFormats()
  const { has, tierName } = useProgrammeNames()
  const name = row.name || row.phone || row.email || say('nameless')
  const sentence = sentenceOf(row, say, formats)
  const soon = daysToBirthday(row.birthday, formats.today)
  const tier = tierName(row.tier)
  return (
    <li
      className={styles.row}
      data-current={current || undefined}
      data-looked={looked || undefined}
      data-customer={row.id}
    >
      {onChoose ? (
        <span className={styles.check}>
          <input
            type="checkbox"
            aria-label={say('choose', { name })}
            checked={chosen}
            onChange={(event) => onChoose(row.id, event.currentTarget.checked)}
          />
        </span>
      ) : null}
      <Link className={styles.who} to="/customers/$id" params={{ id: row.id }} search={listed}>
        <Avatar name={name} tone={soon !== null && soon <= 1 ? 'honey' : 'petrol'} />
        <span className={styles.what}>
          <span className={styles.name}>
            <b>{name}</b>
            {tier ? <span className={styles.tag}>{tier}</span> : null}
            {soon !== null && soon <= 7 ? (
              <span className={styles.honeyTag}>
                <IconCake size={14} stroke={1.75} aria-hidden="true" />
                {say('row.birthday', { day: formats.near(addDays(formats.today, soon)) })}
              </span>
            ) : null}
          </span>
          <small>{sentence}</small>
        </span>
      </Link>
      <span className={styles.strip}>
        <RhythmStrip
          visits={row.visits.filter(({ day }) => day >= addDays(formats.today, -STRIP_DAYS))}
          from={addDays(formats.today, -STRIP_DAYS)}
          until={formats.today}
          height={32}
          slipping={row.slipping}
          label={sentence}
        />
      </span>
      <span className={styles.spent}>
        {row.purchases > 0 ? (
          <>
            <span>{formats.money(row.spentMinor)}</span>
            <small>{say('row.purchases', { count: row.purchases })}</small>
          </>
        ) : null}
      </span>
      <span className={styles.has}>
        {has(row).map((one) => (
          <span key={one}>{one}</span>
        ))}
      </span>
    </li>
  )
})
