import { Button, Select, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { staff } from '../../../api/questions.ts'
import { type Entry, type JournalFilter, journal } from '../../../api/settings.ts'
import { Empty } from '../../../ui/Empty.tsx'
import { useFormats } from '../../../ui/format.ts'
import list from '../../../ui/list.module.css'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { SettingsHead } from '../SettingsHead.tsx'
import styles from '../settings.module.css'
import { words } from '../words/words.ts'
import { detailOf, happened, nouns } from './telling.ts'

/** Who did what, when, about whom: filters stand in the address. */
export function JournalPage() {
  const { say } = useWords(words)
  const filter: JournalFilter = useSearch({ from: '/inside/settings/journal' })
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(journal(filter))
  const entries = data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      <SettingsHead
        title={say('settings.journal')}
        lead={say('settings.journal.lead')}
        actions={
          <Button
            component="a"
            href={`/api/v1/journal/csv?${new URLSearchParams({ ...filter })}`}
            download
            variant="default"
            leftSection={<IconDownload size={18} stroke={1.75} aria-hidden="true" />}
          >
            {say('journal.csv')}
          </Button>
        }
      />
      <Filters filter={filter} />
      <Fault error={error} />
      {data && entries.length === 0 && !hasNextPage ? <Empty>{say('journal.none')}</Empty> : null}
      {entries.length > 0 ? (
        <ul className={`${list.panel} ${list.section}`}>
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </ul>
      ) : null}
      {hasNextPage ? (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          {say('journal.more')}
        </Button>
      ) : null}
    </>
  )
}

function Filters({ filter }: { filter: JournalFilter }) {
  const { say } = useWords(words)
  const navigate = useNavigate()
  const { data } = useQuery(staff)
  const put = (part: { [field in keyof JournalFilter]: string | null }) => {
    const next = Object.fromEntries(Object.entries({ ...filter, ...part }).filter(([, value]) => value))
    void navigate({ to: '/settings/journal', search: next, replace: true })
  }
  return (
    <div className={styles.filters}>
      <Select
        label={say('journal.about')}
        placeholder={say('journal.everything')}
        clearable
        allowDeselect
        data={nouns.map((value) => ({ value, label: say(`noun.${value}`) }))}
        value={filter.what ?? null}
        onChange={(what) => put({ what })}
        clearButtonProps={{ 'aria-label': say('journal.everything') }}
      />
      <Select
        label={say('journal.by')}
        placeholder={say('journal.anybody')}
        clearable
        allowDeselect
        data={(data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.by ?? null}
        onChange={(by) => put({ by })}
        clearButtonProps={{ 'aria-label': say('journal.anybody') }}
      />
      <TextInput
        type="date"
        label={say('journal.from')}
        value={filter.from ?? ''}
        onChange={(event) => put({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={say('journal.until')}
        value={filter.until ?? ''}
        onChange={(event) => put({ until: event.currentTarget.value })}
      />
    </div>
  )
}

function EntryRow({ entry }: { entry: Entry }) {
  const { say } = useWords(words)
  const formats = useFormats()
  const { by, customer, customerId, at } = entry
  const who = by.name ?? say(`by.${by.kind as 'system'}`)
  const detail = detailOf(entry)
  return (
    <li className={list.row}>
      <div className={list.what}>
        <b>{happened(entry, say)}</b>
        {customerId ? (
          <>
            {' '}
            <Link to="/customers/$id" params={{ id: customerId }}>
              {customer ?? say('journal.customer')}
            </Link>
          </>
        ) : null}
        <small>{[who, detail].filter(Boolean).join(' · ')}</small>
      </div>
      <time dateTime={at}>{`${formats.day(at)} ${formats.time(at)}`}</time>
    </li>
  )
}
