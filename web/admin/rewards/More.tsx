import { Button } from '@mantine/core'
import { useSaying } from './saying.tsx'

interface Pages {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage(): unknown
}

/** Further pages of a list, while there are any. */
export function More({ pages }: { pages: Pages }) {
  const { say } = useSaying()
  if (!pages.hasNextPage) return null
  return (
    <Button
      mt="md"
      variant="default"
      loading={pages.isFetchingNextPage}
      onClick={() => pages.fetchNextPage()}
    >
      {say('more')}
    </Button>
  )
}
