import { z } from 'zod'

export const PAGE_AT_MOST = 200

/** `?after=&limit=` of a list: `after` is the `next` of the page before. */
export function pageQuery<Cursor extends z.ZodType>(cursor: Cursor) {
  return z.strictObject({
    after: cursor.optional(),
    limit: z.coerce.number().int().min(1).max(PAGE_AT_MOST).default(50),
  })
}

/** One page as it is answered. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

/** Cuts what was read with `limit + 1` into a page. */
export function cutPage<Row, Item>(
  rows: Row[],
  limit: number,
  { show, cursor }: { show: (row: Row) => Item; cursor: (row: Row) => string },
): { items: Item[]; next: string | null } {
  const page = rows.slice(0, limit)
  return { items: page.map(show), next: rows.length > limit ? cursor(page.at(-1)!) : null }
}
