import type { Tx } from '../../platform/database.ts'
import { seasonOf } from '../measures/season.ts'
import { soldByWeek } from '../sales/days.ts'
import type { Scope } from './whom.ts'

/** What was sold week by week, beside the year before and without the season. null: still being counted, or of a segment. */
export async function salesNow(tx: Tx, { here: { currency, today } }: Scope, location: string | undefined) {
  const sold = await soldByWeek(tx, { currency, today, location: location ?? null })
  if (!sold) return { at: today, currency, counting: true as const }
  const weeks = new Map(sold.map(({ week, moneyMinor }) => [week, moneyMinor]))
  const filled: { week: string; value: number }[] = []
  const monday = Temporal.PlainDate.from(today)
  const end = monday.subtract({ days: monday.dayOfWeek - 1 })
  // A week without sales is a week of nothing, from the first sale on.
  let at = sold[0] ? Temporal.PlainDate.from(sold[0].week) : end
  for (; Temporal.PlainDate.compare(at, end) < 0; at = at.add({ weeks: 1 }))
    filled.push({ week: at.toString(), value: weeks.get(at.toString()) ?? 0 })
  return { at: today, currency, counting: false as const, ...seasonOf(filled) }
}
