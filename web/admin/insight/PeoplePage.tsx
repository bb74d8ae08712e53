import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { insightPeople } from '../../api/insights.ts'
import { Empty } from '../../ui/Empty.tsx'
import { useWords } from '../../ui/words.tsx'
import { Frame } from './Frame.tsx'
import styles from './insight.module.css'
import { People } from './People.tsx'
import { useWish } from './wish.ts'
import { words } from './words/words.ts'

/** The people behind a number, the most money first. */
export function PeoplePage() {
  const { say } = useWords(words)
  const { kind, cell } = useSearch({ from: '/inside/insight/people' })
  const list = useInfiniteQuery(insightPeople(kind, cell, useWish()))
  const people = list.data?.pages.flatMap(({ items }) => items) ?? []
  const title = list.hasNextPage
    ? say('people.title.more', { count: people.length })
    : say('people.title', { count: people.length })
  return (
    <Frame filter="now" title={title} lead={say('people.lead')} error={list.error}>
      {people.length > 0 ? (
        <div className={styles.panel}>
          <People people={people} slipping={kind === 'slipping'} />
        </div>
      ) : null}
      {list.data && people.length === 0 ? <Empty>{say('people.none')}</Empty> : null}
      {list.hasNextPage ? (
        <Button
          mt="md"
          variant="default"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {say('more')}
        </Button>
      ) : null}
    </Frame>
  )
}
