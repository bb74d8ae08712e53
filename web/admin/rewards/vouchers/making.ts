import { ask } from '../../../api/api.ts'

/** As many as one request makes: small enough that one sees them come. */
const AT_ONCE = 500

export interface Making {
  batch: string
  count: number
  made: number
}

/** The pieces in which so many are made, each with the key that makes it safe to ask again. */
export function piecesOf({
  batch,
  count,
}: {
  batch: string
  count: number
}): { count: number; key: string }[] {
  const pieces = Math.ceil(count / AT_ONCE)
  return Array.from({ length: pieces }, (_, index) => ({
    count: Math.min(AT_ONCE, count - index * AT_ONCE),
    key: `${batch}:${index}`,
  }))
}

/**
 * Makes many vouchers piece by piece. Broken off, it goes on where it was: a piece that was made already answers the same
 * again.
 */
export async function makeMany(
  wish: object,
  making: Making,
  onProgress: (made: number) => void,
): Promise<Making> {
  let made = 0
  for (const { count, key } of piecesOf(making)) {
    if (made + count > making.made)
      await ask('POST', '/api/v1/vouchers/bulk', { ...wish, count, batch: making.batch }, key)
    made += count
    onProgress(made)
  }
  return { ...making, made }
}
