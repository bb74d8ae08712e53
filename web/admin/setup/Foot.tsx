import { Button } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useWords } from '../../ui/words.tsx'
import styles from './setup.module.css'
import { type Step, steps } from './steps.ts'

/** Back, and on: what is on the page is kept before one goes on. */
export function Foot({
  step,
  next,
  hint,
  busy = false,
  onNext,
}: {
  step: Step
  next: string
  hint?: string
  busy?: boolean
  /** Keeps what is on the page; not needed inside a form, which is sent. */
  onNext?: () => void
}) {
  const { say } = useWords()
  const go = useGo()
  const before = steps[steps.indexOf(step) - 1]
  return (
    <footer className={styles.foot}>
      {before ? (
        <Button variant="default" size="lg" onClick={() => go(before)}>
          {say('back')}
        </Button>
      ) : null}
      {hint ? <p>{hint}</p> : null}
      <Button
        size="lg"
        type={onNext ? 'button' : 'submit'}
        onClick={onNext}
        loading={busy}
        rightSection={<IconArrowRight size={20} stroke={1.75} aria-hidden="true" />}
      >
        {next}
      </Button>
    </footer>
  )
}

/** Goes to a step, and to the top of it. */
export function useGo(): (step: Step) => void {
  const navigate = useNavigate()
  return (step) => {
    void navigate({ to: `/setup/${step}` }).then(() => window.scrollTo(0, 0))
  }
}
