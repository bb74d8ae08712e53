import { Button } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { pagesOf, type Voucher } from '../../../api/rewards.ts'
import list from '../../../ui/list.module.css'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Fault } from '../../../ui/Told.tsx'
import { useSelf } from '../../seat.ts'
import { More } from '../More.tsx'
import styles from '../rewards.module.css'
import { useSaying } from '../saying.tsx'
import { Views } from '../Views.tsx'
import { Batches } from './Batches.tsx'
import { LookUp } from './LookUp.tsx'
import { NewVoucher } from './NewVoucher.tsx'
import { VoucherRow } from './VoucherRow.tsx'

const views = ['open', 'used', 'over', 'void', 'shared', 'batches'] as const

/** Codes that are worth something: one by one, by the thousand, or one that everybody knows. */
export function VouchersPage() {
  const { say } = useSaying()
  const { may } = useSelf()
  const [view, setView] = useState<(typeof views)[number]>('open')
  const [doing, setDoing] = useState<'new' | 'find' | null>(null)
  return (
    <div className={styles.beside} data-panel={doing !== null || undefined}>
      <PageHead
        title={say('vouchers.title')}
        lead={say('vouchers.lead')}
        actions={
          <>
            {may('redemptions:write') ? (
              <Button
                variant="default"
                leftSection={<IconSearch size={18} stroke={1.75} aria-hidden="true" />}
                onClick={() => setDoing('find')}
              >
                {say('code.find')}
              </Button>
            ) : null}
            {may('rewards:write') ? (
              <Button
                leftSection={<IconPlus size={18} stroke={1.75} aria-hidden="true" />}
                onClick={() => setDoing('new')}
              >
                {say('vouchers.new')}
              </Button>
            ) : null}
          </>
        }
      />
      <Views
        label={say('which')}
        views={views}
        labelOf={(value) => say(`voucher.${value}`)}
        value={view}
        onChange={setView}
      />
      {view === 'batches' ? <Batches /> : <Vouchers view={view} />}
      {doing === 'new' ? <NewVoucher onClose={() => setDoing(null)} /> : null}
      {doing === 'find' ? <LookUp kind="voucher" onClose={() => setDoing(null)} /> : null}
    </div>
  )
}

function Vouchers({ view }: { view: string }) {
  const { say } = useSaying()
  const query = view === 'shared' ? 'shared=true' : `state=${view}&batched=false`
  const pages = useInfiniteQuery(pagesOf<Voucher>(`/api/v1/vouchers?${query}`))
  const items = pages.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <Fault error={pages.error} />
      <ul className={list.panel}>
        {items?.map((voucher) => (
          <VoucherRow key={voucher.id} voucher={voucher} />
        ))}
        {items?.length === 0 ? <li className={list.empty}>{say('vouchers.none')}</li> : null}
      </ul>
      <More pages={pages} />
    </>
  )
}
