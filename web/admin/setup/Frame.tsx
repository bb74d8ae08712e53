import { IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { LanguageMenu } from '../../ui/LanguageMenu.tsx'
import { Tally } from '../../ui/Tally.tsx'
import { useWords } from '../../ui/words.tsx'
import styles from './setup.module.css'
import { minutesLeft, type Step, steps } from './steps.ts'
import { words } from './words/words.ts'

interface Props {
  step: Step
  title: string
  lead: string
  /** Whether the business is there: before, only the first step is. */
  open: boolean
  preview: ReactNode
  children: ReactNode
}

/** A step of the set-up: where one is, what there is to say, and beside it what comes of it. */
export function Frame({ step, title, lead, open, preview, children }: Props) {
  const { say } = useWords(words)
  useEffect(() => {
    document.title = `${title} · Regulars`
  }, [title])
  const minutes = minutesLeft[step]
  return (
    <div className={styles.frame}>
      <header className={styles.head}>
        <span className={styles.brand}>
          <Tally />
          Regulars
        </span>
        <nav aria-label={say('steps')}>
          <ol className={styles.steps}>
            {steps.map((one) => (
              <StepMark key={one} step={one} now={step} open={open} />
            ))}
          </ol>
        </nav>
        <span className={styles.headEnd}>
          <LanguageMenu />
          {minutes > 0 ? <small>{say('minutes', { count: minutes })}</small> : null}
        </span>
      </header>
      <main className={styles.main}>
        <h1>{title}</h1>
        <p className={styles.lead}>{lead}</p>
        {children}
      </main>
      <aside className={styles.aside} aria-label={say('preview')}>
        {preview}
      </aside>
    </div>
  )
}

function StepMark({ step, now, open }: { step: Step; now: Step; open: boolean }) {
  const { say } = useWords(words)
  const [place, here] = [steps.indexOf(step), steps.indexOf(now)]
  const done = place < here
  const mark = (
    <>
      <span className={styles.mark} data-done={done || undefined}>
        {done ? <IconCheck size={16} stroke={2.5} aria-hidden="true" /> : place + 1}
      </span>
      <span className={styles.stepName}>{say(`step.${step}`)}</span>
    </>
  )
  if (step === now)
    return (
      <li aria-current="step" className={styles.step}>
        {mark}
      </li>
    )
  return (
    <li className={styles.step}>{open ? <Link to={`/setup/${step}`}>{mark}</Link> : <span>{mark}</span>}</li>
  )
}
