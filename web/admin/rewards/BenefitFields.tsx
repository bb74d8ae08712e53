import { TextInput } from '@mantine/core'
import { useContext } from 'react'
import type { Benefit, BenefitKind, Change } from '../../api/rewards.ts'
import { ShopContext } from '../../ui/format.ts'
import { ChoiceField } from '../../ui/inputs/choices.tsx'
import { MoneyField, NamesField, NumberField } from '../../ui/inputs/inputs.tsx'
import { WordsField } from '../../ui/inputs/WordsField.tsx'
import { useWords } from '../../ui/words.tsx'
import { freshBenefit } from './freshBenefit.ts'
import { words } from './words/words.ts'

export const kinds: BenefitKind[] = [
  ...(['product', 'amount', 'percent', 'free_delivery', 'gift', 'experience'] as const),
  ...(['early_access', 'perk', 'gift_card', 'donation'] as const),
]

interface Props {
  value: Benefit
  main: string
  onChange(value: Benefit): void
  faultOf(field: string): string | undefined
  /** Which kinds may be chosen; a voucher is never a gift card. */
  among?: BenefitKind[]
}

/** What a reward or voucher is good for: the kind first, then what that kind wants to know. */
export function BenefitFields({ value, main, onChange, faultOf, among = kinds }: Props) {
  const { say } = useWords(words)
  const { currency } = useContext(ShopContext)
  const { kind } = value
  const set = (change: Change<Benefit>) => onChange(clean({ ...value, ...change }))
  const money = (field: 'amountMinor' | 'maxMinor' | 'minTotalMinor', optional = true) => (
    <MoneyField
      label={say(`field.${field}`)}
      name={`benefit.${field}`}
      optional={optional}
      value={value[field]}
      onChange={(amount) => set({ [field]: amount })}
      error={faultOf(`benefit.${field}`)}
    />
  )
  const offPrice = ['product', 'amount', 'percent', 'free_delivery'].includes(kind)
  return (
    <>
      <ChoiceField
        label={say('field.kind')}
        name="kind"
        value={kind}
        options={among.map((one) => ({ value: one, label: say(`kind.${one}`) }))}
        onChange={(to) => onChange(freshBenefit(to as BenefitKind, currency))}
      />
      {kind === 'product' ? (
        <NumberField
          label={say('field.quantity')}
          name="benefit.quantity"
          least={1}
          most={100}
          value={value.quantity ?? 1}
          onChange={(quantity) => set({ quantity })}
        />
      ) : null}
      {kind === 'percent' ? (
        <NumberField
          label={say('field.percent')}
          name="benefit.percent"
          least={1}
          most={100}
          value={value.percent}
          onChange={(percent) => set({ percent })}
        />
      ) : null}
      {kind === 'amount' || kind === 'gift_card' ? money('amountMinor', false) : null}
      {kind === 'donation' ? (
        <>
          <WordsField
            label={say('field.to')}
            name="benefit.to"
            main={main}
            value={value.to}
            onChange={(to) => set({ to: to ?? '' })}
            error={faultOf('benefit.to')}
          />
          <MoneyField
            label={say('field.amountMinor')}
            name="benefit.amountMinor"
            optional
            value={value.amountMinor}
            onChange={(amountMinor) => set({ amountMinor, currency: amountMinor ? currency : undefined })}
          />
        </>
      ) : null}
      {kind === 'perk' ? (
        <TextInput
          label={say('field.partner')}
          name="benefit.partner"
          value={value.partner ?? ''}
          onChange={(event) => set({ partner: event.currentTarget.value || undefined })}
        />
      ) : null}
      {['gift', 'experience', 'early_access', 'perk'].includes(kind) ? (
        <WordsField
          label={say('field.text')}
          name="benefit.text"
          main={main}
          optional
          value={value.text}
          onChange={(text) => set({ text })}
        />
      ) : null}
      {kind !== 'amount' && offPrice ? money('maxMinor') : null}
      {offPrice ? money('minTotalMinor') : null}
      {offPrice && kind !== 'free_delivery' ? (
        <NamesField
          label={say('field.categories')}
          description={say('field.categories.hint')}
          name="benefit.where"
          value={value.where?.categories}
          onChange={(categories) => set({ where: whereOf(value, categories) })}
        />
      ) : null}
    </>
  )
}

function clean(benefit: Change<Benefit>): Benefit {
  return Object.fromEntries(
    Object.entries(benefit).filter(([, one]) => one !== undefined),
  ) as unknown as Benefit
}

/** The products it is for; without categories those that were named otherwise. */
function whereOf({ where }: Benefit, categories: string[] | undefined): Benefit['where'] {
  const { categories: _, ...others } = where ?? {}
  const next = categories ? { ...others, categories } : others
  return Object.keys(next).length > 0 ? next : undefined
}
