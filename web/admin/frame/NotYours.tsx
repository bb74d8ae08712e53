import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Empty } from '../../ui/Empty.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { useWords } from '../../ui/words.tsx'

/** Where somebody came by an address that her role does not open. */
export function NotYours() {
  const { say } = useWords()
  return (
    <>
      <PageHead title={say('not_yours.title')} />
      <Empty action={<Button renderRoot={(props) => <Link to="/" {...props} />}>{say('lost.home')}</Button>}>
        {say('not_yours.lead')}
      </Empty>
    </>
  )
}
