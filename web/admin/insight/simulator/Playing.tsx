import { Button } from '@mantine/core'
import type { Progress } from '../../../api/simulation.ts'
import { useFormats } from '../../../ui/format.ts'
import { useWords } from '../../../ui/words.tsx'
import own from './simulator.module.css'
import { words } from './words/words.ts'

/** How far it is, and a way out. */
export function Playing({ progress, cancel }: { progress: Progress; cancel(): void }) {
  const { say } = useWords(words)
  const { number } = useFormats()
  const { done, of } = progress
  const said = of > 0 ? say('playing', { done: number(done), of: number(of) }) : say('begins')
  return (
    <div className={own.playing}>
      <span>{said}</span>
      <progress {...(of > 0 ? { max: of, value: done } : {})} aria-label={said} />
      <Button variant="default" onClick={cancel}>
        {say('cancel')}
      </Button>
    </div>
  )
}
