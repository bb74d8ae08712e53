import { Secret } from '../../ui/Secret.tsx'
import { Done } from '../../ui/Told.tsx'
import { useWords } from '../../ui/words.tsx'
import { words } from './words/words.ts'

/** A link that was made for somebody. */
export interface Link {
  name: string
  email: string
  /** Null where it was shown already. */
  invitationUrl: string | null
  mailed: boolean
}

/** Shows a link to pass on, and whether it has gone out by mail as well. */
export function LinkShown({ link }: { link: Link | null }) {
  const { say } = useWords(words)
  if (!link) return null
  const { name, email, invitationUrl, mailed } = link
  return (
    <>
      {invitationUrl ? (
        <Secret lead={`${say('staff.link_for', { name })}. ${say('staff.link')}`}>{invitationUrl}</Secret>
      ) : null}
      {mailed ? <Done>{say('link.mailed', { email })}</Done> : null}
    </>
  )
}
