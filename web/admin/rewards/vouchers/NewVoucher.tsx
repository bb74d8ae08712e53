import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useContext, useState } from 'react'
import { ask, Problem, saveAs } from '../../../api/api.ts'
import { business } from '../../../api/questions.ts'
import {
  type Benefit,
  type BenefitKind,
  type LocalText,
  rewards,
  type Voucher,
} from '../../../api/rewards.ts'
import form from '../../../ui/form.module.css'
import { ShopContext } from '../../../ui/format.ts'
import { ChoiceField } from '../../../ui/inputs/choices.tsx'
import { DayField, NumberField } from '../../../ui/inputs/inputs.tsx'
import { WordsField } from '../../../ui/inputs/WordsField.tsx'
import { Secret } from '../../../ui/Secret.tsx'
import { endOfDay } from '../../../ui/shopDay.ts'
import { Done, Fault } from '../../../ui/Told.tsx'
import { SidePanel } from '../../customers/SidePanel.tsx'
import { BenefitFields, kinds } from '../BenefitFields.tsx'
import { freshBenefit } from '../freshBenefit.ts'
import styles from '../rewards.module.css'
import { useSaying } from '../saying.tsx'
import { type Making, makeMany } from './making.ts'

const ways = ['one', 'many', 'shared'] as const
type Way = (typeof ways)[number]
const among: BenefitKind[] = kinds.filter((kind) => kind !== 'gift_card' && kind !== 'donation')

interface Wish {
  way: Way
  rewardId: string
  benefit: Benefit
  name: LocalText | undefined
  count: number
  code: string
  maxUses: number | undefined
  customerLimit: number | undefined
  until: string | undefined
  note: string
}

/** Making vouchers: one, many alike, or one code that everybody may know. */
export function NewVoucher({ onClose }: { onClose(): void }) {
  const { say } = useSaying()
  const { currency, timeZone } = useContext(ShopContext)
  const queries = useQueryClient()
  const [wish, setWish] = useState<Wish>({
    ...{ way: 'one', rewardId: '', benefit: freshBenefit('percent', currency), name: undefined },
    ...{ count: 100, code: '', maxUses: undefined, customerLimit: 1, until: undefined, note: '' },
  })
  const [making, setMaking] = useState<Making>()
  const [once] = useState(() => crypto.randomUUID())
  const make = useMutation({
    async mutationFn(): Promise<Voucher | null> {
      const { way, count } = wish
      const body = bodyOf(wish, timeZone)
      if (way !== 'many') return ask<Voucher>('POST', '/api/v1/vouchers', body, once)
      const begun = making ?? { batch: crypto.randomUUID(), count, made: 0 }
      setMaking(begun)
      setMaking(await makeMany(body, begun, (made) => setMaking({ ...begun, made })))
      return null
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['vouchers'] }),
  })
  const faultOf = (field: string) => (make.error instanceof Problem ? make.error.about(field) : undefined)
  function submit(event: FormEvent) {
    event.preventDefault()
    make.mutate()
  }
  const done = make.isSuccess
  return (
    <SidePanel
      title={<h2>{say('vouchers.new')}</h2>}
      label={say('vouchers.new')}
      onClose={onClose}
      foot={
        done ? undefined : (
          <Button type="submit" form="voucher" loading={make.isPending}>
            {making
              ? say('vouchers.go_on')
              : wish.way === 'many'
                ? say('vouchers.make_many', { count: wish.count })
                : say('vouchers.make')}
          </Button>
        )
      }
    >
      {making ? <Progress making={making} /> : null}
      {done ? (
        <Made voucher={make.data} making={making} />
      ) : (
        <form id="voucher" className={form.form} onSubmit={submit} noValidate>
          <fieldset className={styles.plain} disabled={making !== undefined}>
            <VoucherForm wish={wish} onChange={setWish} faultOf={faultOf} />
          </fieldset>
          <Fault error={make.error} fields={['code', 'validUntil', 'benefit.amountMinor']} />
        </form>
      )}
    </SidePanel>
  )
}

function bodyOf(
  { way, rewardId, benefit, name, code, maxUses, customerLimit, until, note }: Wish,
  timeZone: string,
): object {
  return {
    ...(rewardId ? { rewardId } : { benefit }),
    ...(name && { name }),
    ...(until && { validUntil: endOfDay(until, timeZone) }),
    ...(note.trim() && { note: note.trim() }),
    ...(way === 'shared' && { code, ...(maxUses && { maxUses }), ...(customerLimit && { customerLimit }) }),
  }
}

function Progress({ making: { made, count } }: { making: Making }) {
  const { say } = useSaying()
  return (
    <div className={styles.progress}>
      <progress max={count} value={made} aria-label={say('vouchers.made', { made, count })} />
      <span role="status">{say('vouchers.made', { made, count })}</span>
    </div>
  )
}

/** The code is shown now; those of many come as a list. */
function Made({ voucher, making }: { voucher: Voucher | null; making: Making | undefined }) {
  const { say } = useSaying()
  const codes = useMutation({
    mutationFn: () => saveAs(`/api/v1/vouchers/batches/${making!.batch}/codes.csv`, 'vouchers.csv'),
  })
  if (voucher?.code) return <Secret lead={say('vouchers.code')}>{voucher.code}</Secret>
  return (
    <>
      <Done>{say('vouchers.done_many', { count: making?.count ?? 0 })}</Done>
      <Button mt="md" loading={codes.isPending} onClick={() => codes.mutate()}>
        {say('batch.codes')}
      </Button>
      <Fault error={codes.error} />
    </>
  )
}

function VoucherForm({
  wish,
  onChange,
  faultOf,
}: {
  wish: Wish
  onChange(wish: Wish): void
  faultOf(field: string): string | undefined
}) {
  const { say, language, nameOf } = useSaying()
  const { data: shop } = useQuery(business)
  const { data: catalogue = [] } = useQuery(rewards(false))
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
      <DayField
        label={say('field.until')}
        name="validUntil"
        optional
        value={wish.until}
        onChange={(until) => set({ until })}
        error={faultOf('validUntil')}
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
