import { Button, Checkbox, NumberInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { decimalsOf } from '../../../../server/platform/money.ts'
import { ask } from '../../../api/api.ts'
import { type Business, business } from '../../../api/questions.ts'
import { type CounterLimits, counterLimits } from '../../../api/settings.ts'
import form from '../../../ui/form.module.css'
import { Done, Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { useSelf } from '../../seat.ts'
import { SettingsHead } from '../SettingsHead.tsx'
import styles from '../settings.module.css'
import { words } from '../words/words.ts'
import { SharedTills } from './SharedTills.tsx'

/** What staff may do alone at the counter, and what needs a manager's word. */
export function CounterPage() {
  const { say } = useWords(words)
  const { may } = useSelf()
  const { data: shop } = useQuery(business)
  const { data: limits, error } = useQuery(counterLimits)
  return (
    <>
      <SettingsHead title={say('settings.counter')} lead={say('settings.counter.lead')} />
      <Fault error={error} />
      {shop && limits ? <LimitsForm shop={shop} now={limits} /> : null}
      {may('staff:write') ? <SharedTills /> : null}
    </>
  )
}

function LimitsForm({ shop, now }: { shop: Business; now: CounterLimits }) {
  const { say } = useWords(words)
  const queries = useQueryClient()
  const [limits, setLimits] = useState(now)
  const change = (part: Partial<CounterLimits>) => setLimits((before) => ({ ...before, ...part }))
  const save = useMutation({
    mutationFn: () => ask<Business>('PATCH', '/api/v1/business', { settings: { counter: limits } }),
    onSuccess: async () => queries.invalidateQueries(counterLimits),
  })
  const minor = 10 ** decimalsOf(shop.currency)
  const amountOf = (value: number | null) => (value === null ? '' : value / minor)
  const minorOf = (value: number | string) => (value === '' ? null : Math.round(Number(value) * minor))
  const money = { min: 0, decimalScale: decimalsOf(shop.currency), thousandSeparator: ' ' }
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className={`${styles.form} ${form.form}`} onSubmit={submit} noValidate>
      <NumberInput
        label={say('counter.return', { currency: shop.currency })}
        description={say('counter.return.hint')}
        {...money}
        value={amountOf(limits.returnApprovalMinor)}
        onChange={(value) => change({ returnApprovalMinor: minorOf(value) })}
      />
      <NumberInput
        label={say('counter.redeem')}
        description={say('counter.no_limit')}
        min={0}
        allowDecimal={false}
        value={limits.redeemApprovalPoints ?? ''}
        onChange={(value) => change({ redeemApprovalPoints: value === '' ? null : Number(value) })}
      />
      <Checkbox
        label={say('counter.static')}
        description={say('counter.static.hint')}
        checked={limits.staticCodeRedeems}
        onChange={(event) => change({ staticCodeRedeems: event.currentTarget.checked })}
      />
      <NumberInput
        label={say('counter.offline', { currency: shop.currency })}
        description={say('counter.offline.hint')}
        {...money}
        value={amountOf(limits.offlineRedeemMinor)}
        onChange={(value) => change({ offlineRedeemMinor: minorOf(value) ?? 0 })}
      />
      <div className={form.pair}>
        <NumberInput
          label={say('counter.undo')}
          min={0}
          max={1_440}
          allowDecimal={false}
          value={limits.undoMinutes}
          onChange={(value) => change({ undoMinutes: Number(value) })}
        />
        <NumberInput
          label={say('counter.lock')}
          min={1}
          max={240}
          allowDecimal={false}
          value={limits.lockMinutes}
          onChange={(value) => change({ lockMinutes: Number(value) || 1 })}
        />
      </div>
      <Fault error={save.error} />
      {save.isSuccess ? <Done>{say('saved')}</Done> : null}
      <div>
        <Button type="submit" loading={save.isPending}>
          {say('save')}
        </Button>
      </div>
    </form>
  )
}
