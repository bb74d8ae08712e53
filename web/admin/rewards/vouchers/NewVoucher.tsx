import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useContext, useState } from 'react'
import { ask, Problem, saveAs } from '../../../api/api.ts'
import type { Voucher } from '../../../api/rewards.ts'
import form from '../../../ui/form.module.css'
import { ShopContext } from '../../../ui/format.ts'
import { Secret } from '../../../ui/Secret.tsx'
import { Done, Fault } from '../../../ui/Told.tsx'
import { SidePanel } from '../../customers/SidePanel.tsx'
import { freshBenefit } from '../freshBenefit.ts'
import styles from '../rewards.module.css'
import { useSaying } from '../saying.tsx'
import { type Making, makeMany } from './making.ts'
import { VoucherForm } from './VoucherForm.tsx'
import { bodyOf, type Wish } from './wish.ts'

/** Making vouchers: one, many alike, or one code that everybody may know. */
export function NewVoucher({ onClose }: { onClose(): void }) {
  const { say } = useSaying()
  const { currency, timeZone } = useContext(ShopContext)
  const queries = useQueryClient()
  const [wish, setWish] = useState<Wish>({
    ...{ way: 'one', rewardId: '', benefit: freshBenefit('percent', currency), name: undefined },
    ...{ count: 100, code: '', maxUses: undefined, customerLimit: 1, note: '' },
    ...{ customer: null, locations: [], from: undefined, until: undefined },
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
          <Fault
            error={make.error}
            fields={['code', 'customer', 'validFrom', 'validUntil', 'benefit.amountMinor']}
          />
        </form>
      )}
    </SidePanel>
  )
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
