import type { CustomerRow, Rhythm } from '../../../api/customers.ts'
import { addDays } from '../../../ui/dates.ts'
import { useFormats } from '../../../ui/format.ts'
import { RhythmStrip } from '../../../ui/RhythmStrip.tsx'
import { useWords } from '../../../ui/words.tsx'
import { words } from '../words/words.ts'
import styles from './profile.module.css'
import { whoSheIs } from './whoSheIs.ts'

/** A year of her rhythm, month by month. */
export function Year({ year, row, today }: { year: Rhythm; row: CustomerRow; today: string }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const months = Array.from({ length: 12 }, (_, month) =>
    addDays(year.from, Math.round((month * 365) / 12) + 15).slice(0, 7),
  )
  return (
    <div className={styles.year}>
      <RhythmStrip
        visits={year.visits}
        from={year.from}
        until={today}
        height={50}
        slipping={row.slipping}
        label={whoSheIs(year, row, say, formats)}
      />
      <div className={styles.months} aria-hidden="true">
        {months.map((month) => (
          <span key={month}>{formats.month(month)}</span>
        ))}
      </div>
    </div>
  )
}
