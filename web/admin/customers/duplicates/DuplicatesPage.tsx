import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { ask } from '../../../api/api.ts'
import type { Customer, Page } from '../../../api/customers.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { PageHead } from '../../../ui/PageHead.tsx'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import styles from '../customers.module.css'
import { Waiting } from '../Waiting.tsx'
import { words } from '../words/words.ts'
import { type LikenessReason, Pair } from './Pair.tsx'
import { PickOther } from './PickOther.tsx'

interface Suggestion {
  customers: [Customer, Customer]
  reasons: LikenessReason[]
}

/** Customers who may be one person, side by side; or two that somebody has picked. */
export function DuplicatesPage() {
  const { say } = useWords(words)
  const { one, other }: { one?: string; other?: string } = useSearch({ strict: false })
  return (
    <>
      <PageHead
        above={<Link to="/customers">{say('list.title')}</Link>}
        title={say('merge.title')}
        lead={say('merge.lead')}
      />
      {one && other ? (
        <Pair ids={[one, other]} reasons={[]} alone />
      ) : one ? (
        <PickOther one={one} />
      ) : (
        <Suggestions />
      )}
    </>
  )
}

function Suggestions() {
  const { say } = useWords(words)
  const list = useInfiniteQuery({
    queryKey: ['customers', 'duplicates'],
    queryFn: ({ pageParam }) =>
      ask<Page<Suggestion>>(
        'GET',
        `/api/v1/customers/duplicates?limit=10${pageParam && `&after=${pageParam}`}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  const all = list.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      <Fault error={list.error} />
      {list.isPending ? <Waiting /> : null}
      {list.data && all.length === 0 ? (
        <Empty
          action={
            <Button component={Link} to="/customers" variant="default">
              {say('merge.back')}
            </Button>
          }
        >
          {say('merge.none')}
        </Empty>
      ) : null}
      {all.map(({ customers: [first, second], reasons }) => (
        <Pair key={`${first.id} ${second.id}`} ids={[first.id, second.id]} reasons={reasons} />
      ))}
      {list.hasNextPage ? (
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
