import { cpus, loadavg } from 'node:os'
import {
  everybody,
  ladderHistory,
  ladderNow,
  overview,
  retentionNow,
  valueNow,
} from '../server/insights/insights.ts'
import { inBusiness, openPool } from '../server/platform/database.ts'
import { readId } from '../server/platform/ids.ts'
import {
  type ProgrammeDocument,
  type ProgrammeDraft,
  programmeDocument,
} from '../server/programme/programme.ts'
import { simulate } from '../server/simulation/simulation.ts'
import { asOwner, openShop, type Shop } from './shop.ts'
import { best, type Took } from './took.ts'

/** Insight: pages over a large business. */
export async function measureInsight(customers: number): Promise<string[]> {
  return ['', '## Insight', '', ...(await pages(customers))]
}

const plainest: ProgrammeDraft = {
  ...{ format: 1, rules: [{ id: 'spend', kind: 'amount', perMinor: 100, give: 1 }] },
  points: {
    ...{ name: 'point|points', worth: { points: 100, minor: 100 }, pendingDays: 0, debt: 'negative' },
    ...{ expiry: { kind: 'never' }, spend: null },
  },
}

const programme: ProgrammeDraft = {
  format: 1,
  rules: [
    { id: 'spend', kind: 'amount', perMinor: 100, give: 1 },
    { id: 'visit', kind: 'visit', give: 1, target: { card: 'visits' }, oncePerDay: true },
  ],
  points: {
    ...{ name: 'point|points', worth: { points: 100, minor: 100 }, pendingDays: 14, debt: 'negative' },
    ...{ expiry: { kind: 'months', months: 6, graceDays: 0 }, spend: null },
  },
  caps: [{ id: 'daily', per: 'day', max: 5_000 }],
  multipliers: [{ id: 'gold', percent: 200, tiers: ['gold'] }],
  stampCards: [
    {
      ...{
        id: 'visits',
        name: 'Visits',
        size: 10,
        mode: 'automatic',
        debt: 'clamp',
        expiry: { kind: 'never' },
      },
      prizes: [{ at: 10, name: 'gift' }],
    },
  ],
  tiers: {
    ...{ by: 'spend', window: { kind: 'rolling', months: 6 }, hold: { kind: 'months', months: 6 } },
    levels: [{ id: 'gold', name: 'Gold', from: 100_000 }],
  },
}

/**
 * Programmes played over a year of a real shop: plain and one of everything, alone and side by side with the cap that bounds
 * each, as the page asks. The database runs beside, so its part is in the wall and not in the CPU.
 */
export async function measureSimulation(log: string): Promise<string[]> {
  const shop = await openShop({ currency: 'GBP' })
  await shop.command('import', 'purchases', log, '--business', shop.businessId, '--map', 'online-retail')
  const database = openPool(shop.databaseUrl)
  const business = readId('business', shop.businessId)!
  const counted = { lines: 0, purchases: 0, returns: 0 }
  const play = async (document: ProgrammeDocument, withCap: boolean) => {
    Object.assign(counted, (await simulate(database, business, { document, withCap })).counted)
  }
  const [plain, rich] = [programmeDocument.parse(plainest), programmeDocument.parse(programme)]
  const took: [string, Took][] = [
    ['points for money, nothing else', await best(3, () => play(plain, false))],
    ['with expiry, pending points, tiers, stamps and a cap', await best(3, () => play(rich, false))],
    [
      'both side by side, each without and with the cap that would bound it',
      await best(1, async () => {
        await play(plain, true)
        await play(rich, true)
      }),
    ],
  ]
  await database.close()
  await shop.stop()
  const whole = (value: number) => value.toLocaleString('en')
  return [
    '',
    '## A programme played over a year',
    '',
    `Online Retail, a year and nine days: ${whole(counted.lines)} lines of ${whole(counted.purchases)} purchases and ${whole(counted.returns)} returns of known customers, by the till’s own decisions, everybody played. Best of three; side by side once. CPU is this process’s one core, the database’s reading comes on top of it. Load of the machine meanwhile: ${loadavg()[0]!.toFixed(0)} on ${cpus().length} cores; where it is more than one each, the wall waits for others.`,
    '',
    '| programme | wall s | CPU s |',
    '|---|---|---|',
    ...took.map(([name, { wall, cpu }]) => `| ${name} | ${wall.toFixed(1)} | ${cpu.toFixed(1)} |`),
  ]
}

async function pages(customers: number): Promise<string[]> {
  const shop = await openShop()
  await fillFacts(shop, customers)
  const database = openPool(shop.databaseUrl)
  const business = readId('business', shop.businessId)!
  const rows: string[] = []
  for (const [name, work] of [
    ['Overview', overview],
    ['Who stays', retentionNow],
    ['What they are worth', (...of: Parameters<typeof ladderNow>) => valueNow(...of, 40)],
    ['Ladder', ladderNow],
    ['Ladder, month by month', ladderHistory],
  ] as const) {
    const { wall } = await best(3, () =>
      inBusiness<unknown>(database, business, async (tx) => work(tx, await everybody(tx))),
    )
    rows.push(`| ${name} | ${wall.toFixed(2)} |`)
  }
  await database.close()
  await shop.stop()
  return [
    `Pages of a business with ${customers.toLocaleString('en')} customers and the facts of ${(customers * 10).toLocaleString('en')} purchases (the purchases themselves are not made: of them a page reads a year of five people, by index). Best of three.`,
    '',
    '| page | seconds |',
    '|---|---|',
    ...rows,
  ]
}

/** Facts as ten purchases each would leave them: habits from weekly to yearly over two years, some long gone. */
async function fillFacts({ databaseUrl, businessId }: Shop, customers: number): Promise<void> {
  const business = readId('business', businessId)!
  await asOwner(
    databaseUrl,
    `with made as (
       insert into customers (business_id, customer_id, given_name, joined_at)
       select $1, gen_random_uuid(), 'Customer ' || n, now() from generate_series(1, $2::int) n returning customer_id),
     habits as (
       select customer_id, 1 + (random() * 40)::int as gap, (random() * random() * 400)::int as away from made),
     bought as (
       select customer_id, current_date - away - gap * n as day, 1000 + (random() * 5000)::int as minor
         from habits, generate_series(0, 9) n),
     months as (
       insert into customer_months (business_id, customer_id, month, currency, purchases, days, money_minor, last_day)
       select $1, customer_id, date_trunc('month', day)::date, 'HUF', count(*), count(*), sum(minor), max(day) from bought group by 2, 3),
     dated as (
       select *, month_number(day) as month, max(month_number(day)) over (partition by customer_id) as top from bought)
     insert into customer_facts (business_id, customer_id, currency, purchases, days, money_minor, money_squared, first_day,
                                 last_day, active_month, active_mask, days_before, last_before)
     select $1, customer_id, 'HUF', count(*), count(*), sum(minor), sum(minor::numeric * minor), min(day), max(day), max(top),
            bit_or(1::bigint << (top - month)), count(*) filter (where month < top), max(day) filter (where month < top)
       from dated group by customer_id`,
    [business, customers],
  )
  await asOwner(databaseUrl, 'vacuum analyze')
}
