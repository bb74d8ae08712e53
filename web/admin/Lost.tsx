import { Button } from '@mantine/core'
import { Outside } from '../ui/Outside.tsx'
import { faultText } from '../ui/Told.tsx'
import { useWords } from '../ui/words.tsx'

/** A page that does not exist. */
export function Lost() {
  const { say } = useWords()
  return (
    <Outside title={say('lost.title')}>
      <Button component="a" href="/">
        {say('lost.home')}
      </Button>
    </Outside>
  )
}

/** A page that could not be shown. */
export function Failed({ error, again }: { error: unknown; again(): void }) {
  const { say } = useWords()
  return (
    <Outside title={faultText(error, say)}>
      <Button onClick={again}>{say('again')}</Button>
    </Outside>
  )
}
