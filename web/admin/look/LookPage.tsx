import { useSuspenseQuery } from '@tanstack/react-query'
import { business } from '../../api/questions.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { useWords } from '../../ui/words.tsx'
import { useDraft } from '../setup/draft.ts'
import { Preview } from '../setup/Preview.tsx'
import { LookFields } from './LookFields.tsx'
import styles from './look.module.css'
import { useLookChange } from './useLookChange.ts'
import { words } from './words/words.ts'

/** How the business looks to its customers, to be changed at any time. */
export function LookPage() {
  const { say } = useWords(words)
  const { data: shop } = useSuspenseQuery(business)
  const { document } = useDraft(shop.id)
  const change = useLookChange()
  return (
    <>
      <PageHead title={say('page.title')} lead={say('page.lead')} />
      <div className={styles.page}>
        <LookFields business={shop.name} change={change} />
        <Preview business={shop.name} look={change.look} document={document} />
      </div>
    </>
  )
}
