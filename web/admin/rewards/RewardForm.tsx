import { useQuery } from '@tanstack/react-query'
import { locations } from '../../api/offering.ts'
import { business } from '../../api/questions.ts'
import form from '../../ui/form.module.css'
import { ChoicesField } from '../../ui/inputs/choices.tsx'
import { DayField, MoneyField, NumberField } from '../../ui/inputs/inputs.tsx'
import { WordsField } from '../../ui/inputs/WordsField.tsx'
import { BenefitFields } from './BenefitFields.tsx'
import { PictureField } from './PictureField.tsx'
import { PriceFields } from './PriceFields.tsx'
import { useSaying } from './saying.tsx'
import type { Wish } from './wish.ts'

interface Props {
  wish: Wish
  fresh: boolean
  onChange(wish: Wish): void
  faultOf(field: string): string | undefined
}

/** Everything an owner can say about a reward. */
export function RewardForm({ wish, fresh, onChange, faultOf }: Props) {
  const { say, language } = useSaying()
  const { data: shop } = useQuery(business)
  const { data: places = [] } = useQuery(locations)
  const main = shop?.language ?? language
  const set = (change: Partial<Wish>) => onChange({ ...wish, ...change })
  return (
    <>
      <WordsField
        label={say('field.name')}
        name="name"
        main={main}
        value={wish.name}
        onChange={(name) => set({ name: name ?? '' })}
        error={faultOf('name')}
      />
      <WordsField
        label={say('field.description')}
        name="description"
        main={main}
        optional
        value={wish.description}
        onChange={(description) => set({ description })}
      />
      <PictureField value={wish.picture} onChange={(picture) => set({ picture })} />
      <BenefitFields
        value={wish.benefit}
        main={main}
        onChange={(benefit) => set({ benefit })}
        faultOf={faultOf}
      />
      <PriceFields value={wish.price} onChange={(price) => set({ price })} faultOf={faultOf} />
      <div className={form.pair}>
        {fresh ? (
          <NumberField
            label={say('field.stock')}
            name="stock"
            optional
            value={wish.stock}
            onChange={(stock) => set({ stock })}
          />
        ) : null}
        <NumberField
          label={say('field.customerLimit')}
          name="customerLimit"
          optional
          least={1}
          most={1_000_000}
          value={wish.customerLimit}
          onChange={(customerLimit) => set({ customerLimit })}
        />
        <MoneyField
          label={say('field.costMinor')}
          name="costMinor"
          optional
          value={wish.costMinor}
          onChange={(costMinor) => set({ costMinor })}
          error={faultOf('costMinor')}
        />
        <NumberField
          label={say('field.validityDays')}
          name="validityDays"
          optional
          most={3_660}
          value={wish.validityDays}
          onChange={(validityDays) => set({ validityDays })}
        />
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
          error={wish.from && wish.until && wish.until < wish.from ? say('fault.until') : undefined}
        />
      </div>
      {places.length > 1 ? (
        <ChoicesField
          label={say('field.locations')}
          name="locations"
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
          value={wish.locations}
          onChange={(chosen) => set({ locations: chosen })}
        />
      ) : null}
    </>
  )
}
