import { Button, Select } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type StoryKind, story, storyKinds } from '../../../api/stories.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { useSelf } from '../../seat.ts'
import { Waiting } from '../Waiting.tsx'
import { words } from '../words/words.ts'
import styles from './profile.module.css'
import { StoryList } from './StoryList.tsx'

/** Everything that happened, by kind where one is asked for, and further back page by page. */
export function Story({ id }: { id: string }) {
  const { say } = useWords(words)
  const { may } = useSelf()
  const [kind, setKind] = useState<StoryKind | undefined>()
  const told = useInfiniteQuery(story(id, kind))
  const entries = told.data?.pages.flatMap(({ items }) => items) ?? []
  const count = told.data?.pages[0]?.count ?? 0
  const left = kind ? 0 : count - entries.length
  return (
    <section className={styles.column}>
      <div className={styles.columnHead}>
        <h2>{say('story.title')}</h2>
        <Select
          aria-label={say('story.kinds')}
          className={styles.kinds!}
          data={[
            { value: '', label: say('story.all') },
            ...storyKinds.map((value) => ({ value, label: say(`story.${value}`) })),
          ]}
          value={kind ?? ''}
          onChange={(value) => setKind((value || undefined) as StoryKind | undefined)}
        />
      </div>
      <Fault error={told.error} />
      {told.isPending ? <Waiting /> : null}
      {told.data && entries.length === 0 ? <p className={styles.quiet}>{say('story.none')}</p> : null}
      <StoryList entries={entries} />
      {kind === 'bought' && may('purchases:read') ? (
        <Link className={styles.all} to="/purchases" search={{ customer: id }}>
          {say('fact.all_purchases')}
        </Link>
      ) : null}
      {told.hasNextPage ? (
        <Button
          className={styles.earlier!}
          variant="subtle"
          loading={told.isFetchingNextPage}
          onClick={() => void told.fetchNextPage()}
        >
          {left > 0
            ? say(count >= 1000 ? 'story.earlier.many' : 'story.earlier.count', { count: left })
            : say('story.earlier')}
        </Button>
      ) : null}
    </section>
  )
}
