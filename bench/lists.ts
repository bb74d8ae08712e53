import { readId } from '../server/platform/ids.ts'
import { CUSTOMERS, fillShop, PURCHASES, seldomStaff } from './full.ts'
import { openShop, type Shop } from './shop.ts'

const TIMES = 5

type Asked = [what: string, path: string]

/** Every list of the back office as it asks for it; DAY60 is sixty days ago, STAFF somebody who rang up one in 10,000. */
const customers: Asked[] = [
  ['the newest', 'customers/filtered?limit=50'],
  ['by name', 'customers/filtered?limit=50&sort=name'],
  ['here last', 'customers/filtered?limit=50&sort=last'],
  ['spent most', 'customers/filtered?limit=50&sort=spent'],
  ['bought most often', 'customers/filtered?limit=50&sort=purchases'],
  ['most points', 'customers/filtered?limit=50&sort=points'],
  ['searched for by name', 'customers/filtered?limit=50&query=kovacs%20123'],
  ['searched for by last digits', 'customers/filtered?limit=50&query=4567'],
  ['gold', 'customers/filtered?limit=50&tier=gold'],
  ['gold, by name', 'customers/filtered?limit=50&tier=gold&sort=name'],
  [
    'slipping: not here for two months, five purchases or more, spent most first',
    'customers/filtered?limit=50&sort=spent&lastUntil=DAY60&purchasesMin=5',
  ],
  ['never bought', 'customers/filtered?limit=50&purchasesMax=0'],
  ['at least 4,990 points', 'customers/filtered?limit=50&pointsMin=4990'],
  ['birthday within a week', 'customers/filtered?limit=50&birthdayWithin=7'],
  ['joined long ago', 'customers/filtered?limit=50&joinedUntil=DAY900'],
  ['from the poster, may be written to', 'customers/filtered?limit=50&source=poster&consent=news:email'],
  ['has an e-mail (nobody does)', 'customers/filtered?limit=50&reach=email'],
  ['may be known twice', 'customers/filtered?limit=50&duplicates=true'],
  ['an answer that 1 in 1,000 gave', 'customers/filtered?limit=50&answer=tea%3Doolong'],
  ['an answer that nobody gave', 'customers/filtered?limit=50&answer=tea%3Dnone'],
  ['count: all', 'customers/filtered/count'],
  ['count: spent at least 50,000', 'customers/filtered/count?spentMin=50000'],
  ['count: slipping', 'customers/filtered/count?lastUntil=DAY60&purchasesMin=5'],
  ['count: may be written to', 'customers/filtered/count?consent=news:email'],
  ['count: an answer that nobody gave', 'customers/filtered/count?answer=tea%3Dnone'],
  ['pairs who may be one', 'customers/duplicates?limit=20'],
]
const purchases: Asked[] = [
  ['the latest', 'purchases?order=day&limit=50'],
  ['on one day', 'purchases?order=day&limit=50&from=DAY400&until=DAY400'],
  ['without a name', 'purchases?order=day&limit=50&whose=anonymous'],
  ['by somebody who seldom rings up', 'purchases?order=day&limit=50&staff=STAFF'],
  ['at least 500,000 (1 in 10,000)', 'purchases?order=day&limit=50&totalMin=500000'],
  ['more than was ever paid', 'purchases?order=day&limit=50&totalMin=900000'],
  ['came back', 'purchases?order=day&limit=50&returned=whole'],
  ['by receipt number', 'purchases?order=day&limit=50&text=receipt-5-77'],
  ['by an article’s number', 'purchases?order=day&limit=50&text=SKU42'],
  ['by a word that no line has', 'purchases?order=day&limit=50&text=zebra'],
  ['sums of all', 'purchases/sums'],
  ['sums of at least 500,000', 'purchases/sums?totalMin=500000'],
  ['sums of a word that no line has', 'purchases/sums?text=zebra'],
]
const others: Asked[] = [
  ['journal: the latest', 'journal?limit=50'],
  ['redemptions held', 'redemptions?state=reserved&limit=50'],
  ['redemptions handed out', 'redemptions?state=fulfilled&limit=50'],
  ['redemptions called off (1 in 3,000)', 'redemptions?state=cancelled&limit=50'],
  ['vouchers in use', 'vouchers?state=open&batched=false&limit=50'],
  ['vouchers stopped (1 in 4,000)', 'vouchers?state=void&limit=50'],
  ['vouchers run out', 'vouchers?state=over&batched=false&limit=50'],
  ['shared codes', 'vouchers?shared=true&limit=50'],
  ['batches of vouchers', 'vouchers/batches?limit=20'],
  ['gift cards with money', 'gift-cards?state=open&limit=50'],
  ['gift cards blocked (1 in 1,000)', 'gift-cards?state=blocked&limit=50'],
  ['journal: what happened 1 time in 10,000', 'journal?what=points&limit=50'],
  ['journal: what never happened', 'journal?what=programme&limit=50'],
  ['journal: by somebody who seldom does anything', 'journal?by=STAFF&limit=50'],
  ['journal: until 400 days ago', 'journal?until=DAY400&limit=50'],
  ['Today', 'today'],
]

export async function measureLists(): Promise<string[]> {
  const shop = await openShop()
  await fillShop(shop.databaseUrl, readId('business', shop.businessId)!)
  const lines = await tellLists(shop)
  await shop.stop()
  return lines
}

export async function tellLists(shop: Pick<Shop, 'port' | 'key'>): Promise<string[]> {
  const lines = [
    '',
    '## Lists of the back office',
    '',
    `As its pages ask, in a business of ${CUSTOMERS.toLocaleString('en')} customers, ${PURCHASES.toLocaleString('en')} purchases and as many entries of the journal; the middle of ${TIMES} times.`,
    'What counts is beside the first line of each table, a page that an index gives as it stands.',
  ]
  for (const asked of [customers, purchases, others]) lines.push(...(await tableOf(shop, asked)))
  return lines
}

async function tableOf(shop: Pick<Shop, 'port' | 'key'>, asked: readonly Asked[]): Promise<string[]> {
  const lines = ['', '| asked for | ms | of the first | answer |', '|---|---|---|---|']
  let first = 0
  for (const [what, path] of asked) {
    const { ms, answer } = await time(shop, filledIn(path))
    first ||= ms
    lines.push(`| ${what} | ${ms.toFixed(0)} | ${(ms / first).toFixed(1)} | ${answer} |`)
    console.log(lines.at(-1))
  }
  return lines
}

const filledIn = (path: string) =>
  path.replace(/DAY(\d+)/g, (_, days) => daysAgo(Number(days))).replace('STAFF', seldomStaff)
const daysAgo = (days: number) => Temporal.Now.plainDateISO('UTC').subtract({ days }).toString()

async function time(
  { port, key }: Pick<Shop, 'port' | 'key'>,
  path: string,
): Promise<{ ms: number; answer: string }> {
  const took: number[] = []
  let answer = ''
  for (let turn = 0; turn < TIMES; turn += 1) {
    const begun = performance.now()
    const response = await fetch(`http://localhost:${port}/api/v1/${path}`, {
      headers: { authorization: `Bearer ${key}` },
    })
    const told = (await response.json()) as {
      items?: unknown[]
      people?: unknown[]
      count?: number
      about?: boolean
    }
    took.push(performance.now() - begun)
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(told)}`)
    const rows = told.items ?? told.people
    answer = rows ? `${rows.length} rows` : `${told.about ? 'about ' : ''}${told.count!.toLocaleString('en')}`
  }
  return { ms: took.sort((a, b) => a - b)[Math.floor(took.length / 2)]!, answer }
}
