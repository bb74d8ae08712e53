import { IconArrowLeft } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import {
  customer,
  customerCount,
  customerList,
  customerRow,
  type Listed,
  rhythm,
} from '../../../api/customers.ts'
import { useFormats } from '../../../ui/format.ts'
import { Fault } from '../../../ui/Told.tsx'
import { useWords } from '../../../ui/words.tsx'
import { type ListAddress, listedIn, setFields } from '../address.ts'
import { Waiting } from '../Waiting.tsx'
import { words } from '../words/words.ts'
import { CardColumn } from './CardColumn.tsx'
import { FactsColumn } from './FactsColumn.tsx'
import { type HeadForm, ProfileHead } from './ProfileHead.tsx'
import styles from './profile.module.css'
import { Story } from './Story.tsx'
import { Year } from './Year.tsx'

/** A customer: who she is, a year with the shop, what is known, what happened, what she has. */
export function ProfilePage() {
  const { say } = useWords(words)
  const { id } = useParams({ strict: false }) as { id: string }
  const { today } = useFormats()
  const address: ListAddress = useSearch({ strict: false })
  const listed = listedIn(address)
  const person = useQuery(customer(id))
  const { data: row, isPending: rowWaits } = useQuery(customerRow(id))
  const { data: year, isPending: yearWaits } = useQuery(rhythm(id))
  const waits = person.isPending || rowWaits || yearWaits
  const [form, setForm] = useState<HeadForm>(null)
  const navigate = useNavigate()
  const data = person.data
  // An id from before a merge leads to who bears it now; the address follows.
  useEffect(() => {
    if (data && data.id !== id) {
      void navigate({ to: '/customers/$id', params: { id: data.id }, search: listed as never, replace: true })
    }
  }, [data, id, navigate, listed])
  useEffect(() => {
    document.title = `${data?.name || say('list.title')} · Regulars`
  }, [data?.name, say])
  return (
    <>
      <Way id={id} listed={listed} />
      <Fault error={person.error} />
      {waits && !person.error ? <Waiting rows={6} /> : null}
      {data && !waits ? (
        <>
          <ProfileHead person={data} row={row ?? undefined} year={year} form={form} onForm={setForm} />
          {year && year.visits.length > 0 && row ? <Year year={year} row={row} today={today} /> : null}
          <div className={styles.columns}>
            <FactsColumn key={data.id} person={data} row={row ?? undefined} />
            <Story key={`story ${data.id}`} id={data.id} />
            <CardColumn person={data} onGive={() => setForm('give')} />
          </div>
        </>
      ) : null}
    </>
  )
}

/** Back to the list that one came from, and to the neighbours in it: K and J. */
function Way({ id, listed }: { id: string; listed: Listed }) {
  const { say } = useWords(words)
  const navigate = useNavigate()
  const list = useInfiniteQuery(customerList(listed))
  const { data: count } = useQuery(customerCount(listed))
  const ids = list.data?.pages.flatMap(({ items }) => items.map((row) => row.id)) ?? []
  const at = ids.indexOf(id)
  const narrowed = Boolean(listed.query) || setFields(listed).length > 0
  useEffect(() => {
    if (at >= ids.length - 2 && at >= 0 && list.hasNextPage && !list.isFetchingNextPage)
      void list.fetchNextPage()
  }, [at, ids.length, list])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || at < 0) return
      if ((event.target as HTMLElement).closest('input, textarea, select, [role=option], [role=menu]')) return
      const step = { j: 1, k: -1 }[event.key.toLowerCase()]
      const to = step && ids[at + step]
      if (to) void navigate({ to: '/customers/$id', params: { id: to }, search: listed as never })
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [at, ids, navigate, listed])
  const place =
    at >= 0 && count
      ? say(narrowed ? 'way.place.matching' : count.about ? 'way.place.about' : 'way.place', {
          n: at + 1,
          count: count.count,
        })
      : ''
  return (
    <div className={styles.way}>
      <Link to="/customers" search={listed as never}>
        <IconArrowLeft size={18} stroke={1.75} aria-hidden="true" />
        {say('list.title')}
        {place ? <span>· {place}</span> : null}
      </Link>
      {at >= 0 ? (
        <nav className={styles.steps} aria-label={say('way.neighbours')}>
          {ids[at - 1] ? (
            <Link
              to="/customers/$id"
              params={{ id: ids[at - 1] } as never}
              search={listed as never}
              aria-keyshortcuts="k"
            >
              <kbd>K</kbd> {say('way.previous')}
            </Link>
          ) : null}
          {ids[at + 1] ? (
            <Link
              to="/customers/$id"
              params={{ id: ids[at + 1] } as never}
              search={listed as never}
              aria-keyshortcuts="j"
            >
              <kbd>J</kbd> {say('way.next')}
            </Link>
          ) : null}
        </nav>
      ) : null}
    </div>
  )
}
