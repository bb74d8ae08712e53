import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useDeferredValue, useMemo, useState } from 'react'
import { anyDuplicate, type CustomerRow, customerCount, customerList } from '../../api/customers.ts'
import { Empty } from '../../ui/Empty.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Fault } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { useSelf } from '../seat.ts'
import { type ListAddress, listedIn, setFields } from './address.ts'
import { BulkBar } from './bulk/BulkBar.tsx'
import type { BulkKind } from './bulk/BulkPanel.tsx'
import { type Chosen, useChosen } from './bulk/useChosen.ts'
import styles from './customers.module.css'
import { FilterTools } from './filter/FilterTools.tsx'
import { RowOfCustomer } from './RowOfCustomer.tsx'
import { useRowKeys } from './useRowKeys.ts'
import { Waiting } from './Waiting.tsx'
import { words } from './words/words.ts'

// What opens beside the list comes when it is opened.
const FilterPanel = lazy(() =>
  import('./filter/FilterPanel.tsx').then((file) => ({ default: file.FilterPanel })),
)
const BulkPanel = lazy(() => import('./bulk/BulkPanel.tsx').then((file) => ({ default: file.BulkPanel })))
const BulkProgress = lazy(() =>
  import('./bulk/BulkProgress.tsx').then((file) => ({ default: file.BulkProgress })),
)
const PreviewPanel = lazy(() => import('./PreviewPanel.tsx').then((file) => ({ default: file.PreviewPanel })))

type Panel = 'filter' | BulkKind | null

/** Everybody the shop knows: searched, filtered, ordered; and what is done for many at once. */
export function CustomersPage() {
  const { say } = useWords(words)
  const { may } = useSelf()
  const address: ListAddress = useSearch({ strict: false })
  const listed = listedIn(address)
  const navigate = useNavigate()
  const [at, setAt] = useState(-1)
  const [panel, setPanel] = useState<Panel>(null)
  const { bulk } = address
  const list = useInfiniteQuery(customerList(listed))
  const count = useQuery(customerCount(listed)).data
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data])
  const chosen = useChosen(rows, listed, count)

  const go = useCallback(
    (to: ListAddress, replace = false) => {
      setAt(-1)
      // Whom one looks at stays in sight while the list beside changes.
      const search = { ...to, ...kept(address) }
      void navigate({ to: '/customers', search, replace, resetScroll: false })
    },
    [navigate, address],
  )
  const look = useCallback(
    (id: string | undefined) => {
      setPanel(null)
      void navigate({
        to: '/customers',
        search: { ...listed, ...(bulk ? { bulk } : {}), ...(id ? { look: id } : {}) },
        replace: true,
        resetScroll: false,
      })
    },
    [navigate, listed, bulk],
  )
  const setBulk = (id: string | undefined) =>
    void navigate({
      to: '/customers',
      search: { ...listed, ...(id ? { bulk: id } : {}) },
      replace: true,
      resetScroll: false,
    })
  const move = (to: number) => {
    setAt(to)
    if (to >= rows.length - 5 && list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
    document.querySelector(`[data-customer="${rows[to]?.id}"]`)?.scrollIntoView({ block: 'nearest' })
    if (address.look && rows[to]) look(rows[to].id)
  }
  useRowKeys({
    count: rows.length,
    at,
    onMove: move,
    onOpen: (n) => void navigate({ to: '/customers/$id', params: { id: rows[n]!.id }, search: listed }),
    onPreview: (n) => look(address.look === rows[n]!.id ? undefined : rows[n]!.id),
  })

  const narrowed = Boolean(listed.query) || setFields(listed).length > 0
  const shows = panel !== null || Boolean(address.look)
  return (
    <div className={styles.page} data-panel={shows || undefined}>
      <PageHead
        title={titleOf(count, narrowed, say)}
        lead={say('list.lead')}
        actions={
          may('customers:write') ? (
            <Button
              component={Link}
              to="/customers/new"
              leftSection={<IconUserPlus size={20} stroke={1.75} aria-hidden="true" />}
            >
              {say('new.title')}
            </Button>
          ) : null
        }
      />
      <Twice />
      <FilterTools listed={listed} onChange={go} onFilters={() => setPanel('filter')} />
      <Suspense>{bulk ? <BulkProgress id={bulk} onClose={() => setBulk(undefined)} /> : null}</Suspense>
      <Fault error={list.error} />
      {list.isPending ? <Waiting rows={8} /> : null}
      {list.data && rows.length === 0 ? <Nobody narrowed={narrowed} onAll={() => go({})} /> : null}
      {rows.length > 0 ? (
        <Listing
          list={list}
          rows={rows}
          at={at}
          address={address}
          chosen={chosen}
          onChoose={may('customers:write') ? chosen.choose : null}
        />
      ) : null}
      <BulkBar chosen={chosen} count={count} onDo={setPanel} />
      <Suspense>
        {panel === 'filter' ? (
          <FilterPanel
            listed={listed}
            count={count}
            onChange={(to) => go(to, true)}
            onClose={() => setPanel(null)}
          />
        ) : panel ? (
          <BulkPanel
            kind={panel}
            chosen={chosen}
            onClose={() => setPanel(null)}
            onStarted={(id) => {
              setPanel(null)
              chosen.none()
              setBulk(id)
            }}
          />
        ) : address.look ? (
          <PreviewPanel id={address.look} listed={listed} onClose={() => look(undefined)} />
        ) : null}
      </Suspense>
    </div>
  )
}

const FIRST_ROWS = 12

interface ListingProps {
  list: UseInfiniteQueryResult<InfiniteData<unknown>>
  rows: CustomerRow[]
  /** Where the keys J and K stand. */
  at: number
  address: ListAddress
  chosen: Chosen
  onChoose: Chosen['choose'] | null
}

/**
 * A phone's height of rows at once; the others follow in the browser's free moments, so that it stays ready to be touched.
 * The way to more stands below once they are there.
 */
function Listing({ list, rows, at, address, chosen, onChoose }: ListingProps) {
  const { say } = useWords(words)
  const shown = useDeferredValue(rows, rows.slice(0, FIRST_ROWS))
  const listed = useMemo(() => listedIn(address), [address])
  return (
    <>
      <ul className={styles.list} aria-label={say('list.title')} aria-busy={list.isFetching}>
        {shown.map((row, index) => (
          <RowOfCustomer
            key={row.id}
            row={row}
            listed={listed}
            current={index === at}
            looked={row.id === address.look}
            chosen={chosen.has(row.id)}
            onChoose={onChoose}
          />
        ))}
      </ul>
      {list.hasNextPage && shown.length > FIRST_ROWS ? (
        <div className={styles.more}>
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {say('list.more')}
          </Button>
        </div>
      ) : null}
    </>
  )
}

/** What stays in sight while the list changes. */
function kept({ look, bulk }: ListAddress): ListAddress {
  return { ...(look ? { look } : {}), ...(bulk ? { bulk } : {}) }
}

function titleOf(
  count: { count: number; about: boolean } | undefined,
  narrowed: boolean,
  say: ReturnType<typeof useWords<keyof (typeof words)['en']>>['say'],
): string {
  if (!count) return say('list.title')
  const about = count.about ? '.about' : ''
  // To three figures: an estimate doesn't know the rest.
  const shown = count.about ? Number(count.count.toPrecision(2)) : count.count
  return say(`list.${narrowed ? 'matching' : 'all'}${about}` as 'list.all', { count: shown })
}

function Nobody({ narrowed, onAll }: { narrowed: boolean; onAll(): void }) {
  const { say } = useWords(words)
  const { may } = useSelf()
  if (narrowed) {
    return (
      <Empty
        action={
          <Button variant="default" onClick={onAll}>
            {say('list.show_all')}
          </Button>
        }
      >
        {say('list.nobody_matches')}
      </Empty>
    )
  }
  return (
    <Empty
      action={
        may('customers:write') ? (
          <Button component={Link} to="/customers/new">
            {say('new.title')}
          </Button>
        ) : null
      }
    >
      {say('list.nobody')}
    </Empty>
  )
}

/** Where somebody may be known twice: the way to look at them. */
function Twice() {
  const { say } = useWords(words)
  const { data } = useQuery(anyDuplicate)
  if (!data) return null
  return (
    <p className={styles.twice}>
      <Link to="/customers/duplicates">{say('duplicates.look')}</Link>
    </p>
  )
}
