import { useCallback, useMemo, useState } from 'react'
import type { CustomerRow, Listed } from '../../../api/customers.ts'

/** Who is chosen for what is done for many: these, or all who match, also those who are not on the screen. */
export interface Chosen {
  all: boolean
  ids: readonly string[]
  count: number
  about: boolean
  has(id: string): boolean
  choose(id: string, chosen: boolean): void
  everybody(): void
  these(): void
  none(): void
  whom(): { customers: string[] } | { filter: Listed }
}

const NAMED_AT_MOST = 1000

export function useChosen(
  rows: readonly CustomerRow[],
  listed: Listed,
  counted: { count: number; about: boolean } | undefined,
): Chosen {
  const { sort: _, ...filter } = listed
  const here = JSON.stringify(filter)
  const [kept, setKept] = useState<{ here: string; all: boolean; ids: ReadonlySet<string> }>({
    here,
    all: false,
    ids: new Set(),
  })
  // Another filter is another crowd.
  const { all, ids } = kept.here === here ? kept : { all: false, ids: new Set<string>() }
  const choose = useCallback(
    (id: string, chosen: boolean) =>
      setKept((before) => {
        const same = before.here === here
        const next = new Set(same && !before.all ? before.ids : same ? rows.map((row) => row.id) : [])
        if (chosen) next.add(id)
        else next.delete(id)
        return { here, all: false, ids: next }
      }),
    [here, rows],
  )
  return useMemo(
    () => ({
      all,
      ids: [...ids],
      count: all ? (counted?.count ?? 0) : ids.size,
      about: all && Boolean(counted?.about),
      has: (id) => all || ids.has(id),
      choose,
      everybody: () => setKept({ here, all: true, ids: new Set() }),
      these: () =>
        setKept({ here, all: false, ids: new Set(rows.slice(0, NAMED_AT_MOST).map(({ id }) => id)) }),
      none: () => setKept({ here, all: false, ids: new Set() }),
      whom: () => (all ? { filter: JSON.parse(here) as Listed } : { customers: [...ids] }),
    }),
    [all, ids, counted, choose, here, rows],
  )
}
