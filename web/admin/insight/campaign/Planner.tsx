import { Button, NumberInput, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useContext, useId, useState } from 'react'
import { decimalsOf } from '../../../../server/platform/money.ts'
import { campaignPlan, type PlanSaid } from '../../../api/campaignPlan.ts'
import { ShopContext, useFormats } from '../../../ui/format.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import styles from '../insight.module.css'
import { words as common } from '../words/words.ts'
import own from './planner.module.css'
import { words } from './words/words.ts'

const metrics = ['spend', 'came', 'visits'] as const
type Metric = (typeof metrics)[number]

/** Before a campaign: how many people it takes to see what is worth seeing. */
export function Planner() {
  const { say } = useWords(words)
  const { say: all } = useWords(common)
  const { currency } = useContext(ShopContext)
  const heading = useId()
  const [wish, setWish] = useState({ metric: 'came' as Metric, lift: 5, days: 30, arms: 1, leftOut: 50 })
  const [asked, setAsked] = useState<string>()
  const { data, error, isFetching } = useQuery({ ...campaignPlan(asked ?? ''), enabled: asked !== undefined })
  const set = (part: Partial<typeof wish>) => setWish({ ...wish, ...part })
  const lift = wish.metric === 'spend' ? Math.round(wish.lift * 10 ** decimalsOf(currency)) : wish.lift
  return (
    <section className={own.planner} aria-labelledby={heading}>
      <h2 id={heading}>{say('plan.title')}</h2>
      <p className={own.lead}>{say('plan.lead')}</p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          const { metric, days, arms, leftOut } = wish
          const query = { metric, lift, days, arms, controlPercent: leftOut }
          setAsked(
            new URLSearchParams(
              Object.entries(query).map(([name, value]) => [name, String(value)]),
            ).toString(),
          )
        }}
      >
        <Select
          label={all('camp.metric')}
          data={metrics.map((value) => ({ value, label: all(`camp.metric.${value}`) }))}
          value={wish.metric}
          allowDeselect={false}
          onChange={(value) => set({ metric: metrics.find((one) => one === value) ?? 'came' })}
        />
        <Count
          label={say(`plan.lift.${wish.metric}`)}
          {...{ value: wish.lift, min: 0.01, max: wish.metric === 'came' ? 100 : 1e9, decimals: 2 }}
          onChange={(value) => set({ lift: value })}
        />
        <Count
          label={say('plan.days')}
          {...{ value: wish.days, min: 1, max: 365 }}
          onChange={(days) => set({ days })}
        />
        <Count
          label={say('plan.arms')}
          {...{ value: wish.arms, min: 1, max: 10 }}
          onChange={(arms) => set({ arms })}
        />
        <Count
          label={say('plan.leftOut')}
          {...{ value: wish.leftOut, min: 1, max: 99 }}
          onChange={(leftOut) => set({ leftOut })}
        />
        <Button type="submit" variant="default" loading={isFetching}>
          {say('plan.run')}
        </Button>
      </form>
      <Fault error={error} />
      <div aria-live="polite">{data ? <Said {...data} /> : null}</div>
      <details className={own.how}>
        <summary>{all('how')}</summary>
        <p className={own.explained}>{say('plan.how')}</p>
      </details>
    </section>
  )
}

interface CountProps {
  label: string
  value: number
  min: number
  max: number
  decimals?: number
  onChange(value: number): void
}

function Count({ label, value, min, max, decimals = 0, onChange }: CountProps) {
  return (
    <NumberInput
      {...{ label, value, min, max }}
      required
      withAsterisk={false}
      clampBehavior="blur"
      decimalScale={decimals}
      allowNegative={false}
      onChange={(next) => {
        if (typeof next === 'number' && next >= min && next <= max) onChange(next)
      }}
    />
  )
}

function Said({ metric, days, people, baseline, refused, needed, withBefore, enough, smallest }: PlanSaid) {
  const { say } = useWords(words)
  const { number, money } = useFormats()
  if (refused || !needed) return <p className={styles.note}>{say(`plan.refused.${refused ?? 'nobody'}`)}</p>
  const show = (value: number) => {
    if (metric === 'spend') return money(Math.round(value))
    return number(value, metric === 'came' ? 1 : 2)
  }
  const mean = show(metric === 'came' ? baseline.mean * 100 : baseline.mean)
  const has = number(people)
  return (
    <>
      <p className={own.result}>
        {say('plan.says', {
          ...{ arm: number(needed.arm), control: number(needed.control), total: number(needed.total) },
        })}
      </p>
      <p className={own.base}>
        {say(`plan.base.${metric}`, { mean, days })}{' '}
        {withBefore ? `${say('plan.before', { total: number(withBefore.total) })} ` : ''}
        {enough
          ? say('plan.enough', { people: has })
          : smallest === null
            ? say('plan.short.none', { people: has })
            : say(`plan.short.${metric}`, { people: has, smallest: show(smallest) })}
      </p>
    </>
  )
}
