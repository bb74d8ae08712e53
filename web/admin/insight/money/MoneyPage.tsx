import { Button, Select } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type MoneySaid, programmeMoney, programmeMoneyFile } from '../../../api/programmeMoney.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { useFormats } from '../../../ui/format.ts'
import { useWords } from '../../../ui/words.tsx'
import { Frame } from '../Frame.tsx'
import styles from '../insight.module.css'
import { words as common } from '../words/words.ts'
import { Deferred } from './Deferred.tsx'
import { Cards, Points, Worth } from './Months.tsx'
import { Age, Broken, Liability } from './Owing.tsx'
import { words } from './words/words.ts'

const periods = ['12', '24', 'all'] as const

/** What the programme owes, what it has cost, and what of the sales is not earned yet: for the owner and the accountant. */
export function MoneyPage() {
  const { say } = useWords(common)
  const { money, number } = useFormats()
  const lead = useLead()
  const { today } = useFormats()
  const { months = '12' } = useSearch({ from: '/inside/insight/money' })
  const query = `from=${months === 'all' ? '1600-01' : monthsBefore(today, Number(months) - 1)}`
  const { data, error } = useQuery(programmeMoney(query))
  if (!data) return <Frame title={say('tab.money')} error={error} />
  const owes = data.hasPoints || data.months.some(({ granted }) => granted > 0)
  if (!owes && data.money.length === 0) return <Nothing />
  const { liability } = data
  const title =
    liability.minor === null
      ? say('money.title.points', { points: number(liability.points) })
      : say('money.title', { money: money(liability.minor) })
  return (
    <Frame title={owes ? title : say('money.title.none')} lead={lead(data)} error={error}>
      <Choices months={months} query={query} />
      <div className={styles.grid}>
        {owes ? <Whole {...data} /> : null}
        {data.money.map((card) => (
          <Cards key={card.unit} {...card} />
        ))}
      </div>
    </Frame>
  )
}

/** A programme of stamps alone, and no gift card sold. */
function Nothing() {
  const { say } = useWords(common)
  const { say: tell } = useWords(words)
  return (
    <Frame title={say('money.title.none')} error={null}>
      <Empty
        action={
          <Button component={Link} to="/insight/simulator" variant="default">
            {say('tab.simulator')}
          </Button>
        }
      >
        {tell('none')}
      </Empty>
    </Frame>
  )
}

function Whole(data: MoneySaid) {
  return (
    <>
      <Points {...data} />
      <Worth months={data.months} />
      <Liability {...data.liability} />
      <Age {...data.liability} />
      <Broken breakage={data.breakage} />
      <Deferred {...data} />
    </>
  )
}

function useLead() {
  const { say } = useWords(words)
  const { money, percent } = useFormats()
  return ({ year }: MoneySaid) =>
    year.redemptionRate !== null && year.costMinor !== null && year.shareOfSales !== null
      ? say('sentence', {
          redeemed: Math.round(year.redemptionRate * 100),
          ...{ cost: money(year.costMinor), share: percent(year.shareOfSales, 1) },
        })
      : null
}

/** Which months, and the file of them. */
function Choices({ months, query }: { months: (typeof periods)[number]; query: string }) {
  const { say } = useWords(words)
  const go = useNavigate()
  return (
    <div className={styles.form}>
      <Select
        label={say('period')}
        data={periods.map((value) => ({ value, label: say(`period.${value}`) }))}
        value={months}
        allowDeselect={false}
        onChange={(value) =>
          go({ to: '/insight/money', search: value === '24' || value === 'all' ? { months: value } : {} })
        }
      />
      <Button
        component="a"
        href={programmeMoneyFile(query)}
        download
        variant="default"
        leftSection={<IconDownload size={18} stroke={1.75} aria-hidden="true" />}
      >
        {say('file')}
      </Button>
    </div>
  )
}

/** The month so many before a day's. */
function monthsBefore(day: string, months: number): string {
  const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}
