import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { savedFilters } from '../../api/customers.ts'
import type { InsightWish } from '../../api/insights.ts'
import { placesToChoose } from '../../api/purchases.ts'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import styles from './insight.module.css'
import { useWish } from './wish.ts'
import { words } from './words/words.ts'

/** So far back facts tell who bought when, and a year before it. */
const MONTHS_BACK = 44

/** Of whom a page tells, and until when: in the address, so that it can be sent, kept and gone back to. */
export function Filters({ overTime }: { overTime: boolean }) {
  const { say } = useWords(words)
  const wish = useWish()
  const navigate = useNavigate()
  const { data: places = [] } = useQuery(placesToChoose)
  const { data: segments = [] } = useQuery(savedFilters)
  const set = (part: Partial<Record<keyof InsightWish, string>>) =>
    void navigate({
      to: '.',
      search: ((old: object) => ({
        ...old,
        ...Object.fromEntries(Object.entries(part).map(([name, value]) => [name, value || undefined])),
      })) as never,
    })
  const chosen = wish.location ?? wish.segment ?? (overTime ? wish.until : undefined)
  const named = (items: readonly { id: string; name: string }[]) =>
    items.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <search className={styles.filters} aria-label={say('filter')}>
      {places.length > 1 || wish.location ? (
        <NativeSelect
          label={say('filter.location')}
          value={wish.location ?? ''}
          data={[{ value: '', label: say('filter.location.all') }, ...named(places)]}
          onChange={({ currentTarget }) => set({ location: currentTarget.value })}
        />
      ) : null}
      {segments.length > 0 || wish.segment ? (
        <NativeSelect
          label={say('filter.segment')}
          value={wish.segment ?? ''}
          data={[{ value: '', label: say('filter.segment.all') }, ...named(segments)]}
          onChange={({ currentTarget }) => set({ segment: currentTarget.value })}
        />
      ) : null}
      {overTime ? <Until until={wish.until} set={(until) => set({ until })} /> : null}
      {chosen ? (
        <>
          <Button variant="default" onClick={() => set({ location: '', segment: '', until: '' })}>
            {say('filter.clear')}
          </Button>
          <p>{say('filter.how')}</p>
        </>
      ) : null}
    </search>
  )
}

function Until({ until, set }: { until: string | undefined; set(until: string): void }) {
  const { say } = useWords(words)
  const { month, today } = useFormats()
  const [year, now] = today.split('-').map(Number) as [number, number]
  const months = Array.from({ length: MONTHS_BACK }, (_, back) => {
    const number = year * 12 + now - 2 - back
    return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
  })
  return (
    <NativeSelect
      label={say('filter.until')}
      value={until ?? ''}
      data={[
        { value: '', label: say('filter.until.now') },
        ...months.map((one) => ({ value: one, label: month(one, true) })),
      ]}
      onChange={({ currentTarget }) => set(currentTarget.value)}
    />
  )
}
