import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { saveAs } from '../../api/api.ts'
import { addressOf } from '../../api/customers.ts'
import { PAGE, type PurchaseFilter, purchaseList, purchaseSums, type Sums } from '../../api/purchases.ts'
import { Empty } from '../../ui/Empty.tsx'
import { type Formats, useFormats } from '../../ui/format.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { Fault } from '../../ui/Told.tsx'
import { type Say, useWords } from '../../ui/words.tsx'
import frame from '../customers/customers.module.css'
import { useRowKeys } from '../customers/useRowKeys.ts'
import { Waiting } from '../customers/Waiting.tsx'
import { useSelf } from '../seat.ts'
import type { PurchaseAddress } from './address.ts'
import { PurchaseFilters, PurchaseTools } from './PurchaseFilters.tsx'
import { PurchasePanel } from './PurchasePanel.tsx'
import { RowOfPurchase } from './RowOfPurchase.tsx'
import { type PurchaseWord, words } from './words/words.ts'

/** What was bought: found again, looked at, taken back. */
export function PurchasesPage() {
  const { say } = useWords(words)
  const formats = useFormats()
  const { may } = useSelf()
  const navigate = useNavigate()
  const { look: looked, ...filter }: PurchaseAddress = useSearch({ strict: false })
  const [at, setAt] = useState(-1)
  const [filtering, setFiltering] = useState(false)
  const list = useInfiniteQuery(purchaseList(filter))
  const sums = useQuery(purchaseSums(filter)).data
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  // The server looks only so far back at a time: a page that is short is not the end.
  const wholePage = list.data?.pages.at(-1)?.items.length === PAGE
  const narrowed = Object.keys(filter).length > 0

  const go = useCallback(
    (to: PurchaseAddress) => {
      setAt(-1)
      // What is looked at stays in sight while the list beside it changes.
      const search = looked ? { ...to, look: looked } : to
      void navigate({ to: '/purchases', search, replace: true, resetScroll: false })
    },
    [navigate, looked],
  )
  const look = (id: string | undefined) => {
    setFiltering(false)
    void navigate({
      to: '/purchases',
      search: { ...filter, ...(id ? { look: id } : {}) },
      replace: true,
      resetScroll: false,
    })
  }
  const move = (to: number) => {
    setAt(to)
    if (to >= rows.length - 5 && list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
    document.querySelector(`[data-purchase="${rows[to]?.id}"]`)?.scrollIntoView({ block: 'nearest' })
    if (looked && rows[to]) look(rows[to].id)
  }
  const open = (n: number) => look(looked === rows[n]!.id ? undefined : rows[n]!.id)
  useRowKeys({ count: rows.length, at, onMove: move, onOpen: open, onPreview: open })

  return (
    <div className={frame.page} data-panel={filtering || looked ? true : undefined}>
      <PageHead
        title={say('list.title')}
        lead={sums ? sumsSentence(sums, say, formats) : null}
        actions={may('business:write') && rows.length > 0 ? <Carry filter={filter} /> : null}
      />
      <PurchaseTools filter={filter} onChange={go} onFilters={() => setFiltering(true)} />
      <Fault error={list.error} />
      {list.isPending ? <Waiting rows={8} /> : null}
      {list.data && rows.length === 0 ? (
        <Empty
          action={
            list.hasNextPage ? null : narrowed ? (
              <Button variant="default" onClick={() => go({})}>
                {say('list.show_all')}
              </Button>
            ) : null
          }
        >
          {say(list.hasNextPage ? 'list.none_yet' : narrowed ? 'list.none_match' : 'list.none')}
        </Empty>
      ) : (
        <ul className={frame.list} aria-label={say('list.title')} aria-busy={list.isFetching}>
          {rows.map((row, index) => (
            <RowOfPurchase
              key={row.id}
              row={row}
              current={index === at}
              looked={row.id === looked}
              onLook={look}
            />
          ))}
        </ul>
      )}
      {list.hasNextPage ? (
        <div className={frame.more}>
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {say(wholePage ? 'list.more' : 'list.further')}
          </Button>
        </div>
      ) : null}
      {filtering ? (
        <PurchaseFilters filter={filter} onChange={go} onClose={() => setFiltering(false)} />
      ) : looked ? (
        <PurchasePanel key={looked} id={looked} onClose={() => look(undefined)} />
      ) : null}
    </div>
  )
}

/** What they come to, as a sentence. */
function sumsSentence(sums: Sums, say: Say<PurchaseWord>, formats: Formats): string {
  if (sums.count === 0) return ''
  const { count, customers, anonymous } = sums
  return [
    say(sums.more ? 'sums.more' : 'sums', { count, money: formats.money(sums.total) }),
    sums.returned > 0 && say('sums.returned', { money: formats.money(sums.returned) }),
    say('sums.people', { count: customers }),
    anonymous > 0 && say('sums.anonymous', { count: anonymous }),
  ]
    .filter(Boolean)
    .join(' ')
}

function Carry({ filter }: { filter: PurchaseFilter }) {
  const { say } = useWords(words)
  const carry = useMutation({
    mutationFn: () => saveAs(`/api/v1/purchases/export?${addressOf(filter)}`, 'purchases.csv'),
  })
  return (
    <>
      <Fault error={carry.error} />
      <Button
        variant="default"
        loading={carry.isPending}
        leftSection={<IconDownload size={20} stroke={1.75} aria-hidden="true" />}
        onClick={() => carry.mutate()}
      >
        {say('carry')}
      </Button>
    </>
  )
}
