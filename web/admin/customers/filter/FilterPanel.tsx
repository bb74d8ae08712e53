import { Button } from '@mantine/core'
import type { Listed } from '../../../api/customers.ts'
import { useWords } from '../../../ui/words.tsx'
import type { ListAddress } from '../address.ts'
import { SidePanel } from '../SidePanel.tsx'
import { words } from '../words/words.ts'
import { FilterFields } from './FilterFields.tsx'
import { KeepFilter } from './KeepFilter.tsx'

interface Props {
  listed: Listed
  count: { count: number; about: boolean } | undefined
  onChange(to: ListAddress): void
  onClose(): void
}

/** All filters beside the list, which follows at once; and keeping them by a name. */
export function FilterPanel({ listed, count, onChange, onClose }: Props) {
  const { say } = useWords(words)
  return (
    <SidePanel
      label={say('filter.open')}
      title={<h2>{say('filter.open')}</h2>}
      onClose={onClose}
      foot={
        <Button onClick={onClose}>
          {count
            ? say(count.about ? 'filter.show.about' : 'filter.show', { count: count.count })
            : say('filter.show_them')}
        </Button>
      }
    >
      <FilterFields listed={listed} onChange={onChange} />
      <KeepFilter listed={listed} onChange={onChange} />
    </SidePanel>
  )
}
