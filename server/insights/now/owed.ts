import { statement, type Tx } from '../../platform/database.ts'
import { inMoney, type MonthMoney, type MonthOwed, type Rate, rollForward } from '../money/rollForward.ts'
import { type Here, monthName } from './here.ts'
import { readMoved } from './moved.ts'

/** What is owed to holders in points and in money of a currency, month by month, from the ledger's own rows. */
export interface Owed {
  /** 'points' or 'money:<currency>': gift cards and store credit. Units are never summed with each other. */
  unit: string
  months: (MonthOwed & { money: MonthMoney | null })[]
  /** The last closing beside what the accounts hold now; `difference` is 0, or `verify` has something to tell. */
  accounts: { balance: number; pending: number; reserved: number; owedToShop: number; difference: number }
}

interface Held {
  unit: string
  balance: number
  pending: number
  reserved: number
  owedToShop: number
}

const readHeld = statement<Held>(
  'insights.held',
  `select unit, sum(balance)::bigint as balance, sum(pending)::bigint as pending, sum(reserved)::bigint as reserved,
          sum(greatest(0, -balance))::bigint as "owedToShop"
     from accounts where business_id = $1 and kind in ('customer', 'gift_card') and (unit = 'points' or unit like 'money:%')
    group by unit`,
)

const readWorths = statement<{ month: string; worth: Rate | null }>(
  'insights.worths',
  `select to_char((created_at at time zone $2) - $3::interval, 'YYYY-MM') as month,
          coalesce(nullif(document -> 'points' -> 'worth', 'null'), nullif(document -> 'points' -> 'spend', 'null')) as worth
     from programme_versions where business_id = $1 order by number`,
)

/** Points first, then money by currency; every month since `since` or since anything moved. */
export async function owedByMonth(
  tx: Tx,
  { timeZone, month }: Here,
  { dayEndsAt, since }: { dayEndsAt: string; since: string | undefined },
): Promise<[points: Owed, ...money: Owed[]]> {
  const where = [tx.businessId, timeZone, dayEndsAt]
  const [moved, held, worths] = await Promise.all([
    tx.rows(readMoved, where),
    tx.rows(readHeld, [tx.businessId]),
    tx.rows(readWorths, where),
  ])
  const units = [...new Set([...moved, ...held].map(({ unit }) => unit))]
  const others = units.filter((unit) => unit !== 'points').sort()
  const owed = (unit: string, rateAt: (at: string) => Rate | null): Owed => {
    const months = rollForward(
      moved.filter((one) => one.unit === unit),
      { since, until: monthName(month) },
    )
    const money = inMoney(months, rateAt)
    return {
      unit,
      months: months.map((one, index) => ({ ...one, money: money[index]! })),
      accounts: beside(
        months.at(-1)!.closing,
        held.find((one) => one.unit === unit),
      ),
    }
  }
  return [owed('points', rates(worths)), ...others.map((unit) => owed(unit, () => ({ points: 1, minor: 1 })))]
}

/** The worth in force at a month's end; before the first programme, the first one's. */
function rates(worths: readonly { month: string; worth: Rate | null }[]): (at: string) => Rate | null {
  return (at) => (worths.findLast(({ month }) => month <= at) ?? worths[0])?.worth ?? null
}

function beside(closing: number, held: Held | undefined): Owed['accounts'] {
  const { balance, pending, reserved, owedToShop } = held ?? {
    ...{ balance: 0, pending: 0, reserved: 0, owedToShop: 0 },
  }
  return { balance, pending, reserved, owedToShop, difference: closing - balance - pending - reserved }
}
