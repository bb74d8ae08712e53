import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { business } from '../../../api/questions.ts'
import { type BenefitKind, rewards } from '../../../api/rewards.ts'
import { locations } from '../../../api/settings.ts'
import { ChoiceField, ChoicesField } from '../../../ui/inputs/choices.tsx'
import { DayField, NumberField } from '../../../ui/inputs/inputs.tsx'
import { WordsField } from '../../../ui/inputs/WordsField.tsx'
import { BenefitFields, kinds } from '../BenefitFields.tsx'
import { useSaying } from '../saying.tsx'
import { CustomerField } from './CustomerField.tsx'
import { type Way, type Wish, ways } from './wish.ts'

const among: BenefitKind[] = kinds.filter((kind) => kind !== 'gift_card' && kind !== 'donation')
type FaultOf = (field: string) => string | undefined

/** What a voucher is worth, to whom, where and when. */
export function VoucherForm({
  wish,
  onChange,
  faultOf,
}: {
  wish: Wish
  onChange(wish: Wish): void
  faultOf: FaultOf
}) {
  const { say, language, nameOf } = useSaying()
  const { data: shop } = useQuery(business)
  const { data: catalogue = [] } = useQuery(rewards(false))
  const { data: places = [] } = useQuery(locations)
  const open = places.filter(({ closedAt }) => !closedAt)
  const main = shop?.language ?? language
  const set = (change: Partial<Wish>) => onChange({ ...wish, ...change })
  return (
    <>
      <ChoiceField
        label={say('way')}
        name="way"
        value={wish.way}
        options={ways.map((one) => ({ value: one, label: say(`way.${one}`) }))}
        onChange={(way) => set({ way: way as Way })}
      />
      <HowMany wish={wish} set={set} faultOf={faultOf} />
      <ChoiceField
        label={say('field.worth')}
        name="rewardId"
        value={wish.rewardId}
        options={[
          { value: '', label: say('worth.own') },
          ...catalogue.map(({ id, name }) => ({ value: id, label: nameOf(name) })),
        ]}
        onChange={(rewardId) => set({ rewardId })}
      />
      {wish.rewardId ? null : (
        <BenefitFields
          value={wish.benefit}
          main={main}
          among={among}
          onChange={(benefit) => set({ benefit })}
          faultOf={faultOf}
        />
      )}
      <WordsField
        label={say('field.voucher_name')}
        name="name"
        main={main}
        optional
        value={wish.name}
        onChange={(name) => set({ name })}
      />
      {wish.way === 'one' ? (
        <CustomerField
          value={wish.customer}
          onChange={(customer) => set({ customer })}
          error={faultOf('customer')}
        />
      ) : null}
      {open.length > 1 ? (
        <ChoicesField
          label={say('field.locations')}
          name="locations"
          options={open.map(({ id, name }) => ({ value: id, label: name }))}
          value={wish.locations}
          onChange={(chosen) => set({ locations: chosen })}
        />
      ) : null}
      <DayField
        label={say('field.from')}
        name="validFrom"
        optional
        value={wish.from}
        onChange={(from) => set({ from })}
        error={faultOf('validFrom')}
      />
      <DayField
        label={say('field.until')}
        name="validUntil"
        optional
        value={wish.until}
        onChange={(until) => set({ until })}
        error={wish.from && wish.until && wish.until < wish.from ? say('fault.until') : faultOf('validUntil')}
      />
      <TextInput
        label={say('field.note')}
        name="note"
        autoComplete="off"
        maxLength={500}
        value={wish.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </>
  )
}

/** How many there are, and how often a shared one may be used. */
function HowMany({ wish, set, faultOf }: { wish: Wish; set(change: Partial<Wish>): void; faultOf: FaultOf }) {
  const { say } = useSaying()
  return (
    <>
      {wish.way === 'many' ? (
        <NumberField
          label={say('field.count')}
          name="count"
          least={1}
          most={10_000}
          value={wish.count}
          onChange={(count) => set({ count: count ?? 1 })}
        />
      ) : null}
      {wish.way === 'shared' ? (
        <>
          <TextInput
            label={say('code.label')}
            name="code"
            autoComplete="off"
            value={wish.code}
            onChange={(event) => set({ code: event.currentTarget.value })}
            error={faultOf('code')}
          />
          <NumberField
            label={say('field.maxUses')}
            name="maxUses"
            optional
            least={1}
            value={wish.maxUses}
            onChange={(maxUses) => set({ maxUses })}
          />
          <NumberField
            label={say('field.customerLimit')}
            name="customerLimit"
            optional
            least={1}
            most={1_000_000}
            value={wish.customerLimit}
            onChange={(customerLimit) => set({ customerLimit })}
          />
        </>
      ) : null}
    </>
  )
}
